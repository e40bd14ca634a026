import * as z from 'zod';
import type { Outcome, Outcomes } from '../../../domains/domain/provider-day.ts';
import type { ProviderStats } from '../../app/ports/provider-stats.ts';
import { SendgridApi, type SendgridApiOptions } from './sendgrid-api.ts';

/** SendGrid's metrics that stand for what the webhook's events mean to Rex (`sendgrid-feedback.ts`). */
const METRICS: Readonly<Record<Outcome, readonly string[]>> = {
  delivered: ['delivered'],
  bounced: ['bounces', 'blocks', 'bounce_drops', 'invalid_emails'],
  complained: ['spam_reports'],
};

const statsSchema = z.array(
  z.object({
    date: z.iso.date(),
    stats: z.array(z.object({ metrics: z.record(z.string(), z.number().int()) })),
  }),
);

/**
 * The statistics of one account, by SendGrid's v3 API. Its document names no time zone for the days; they are taken as those of
 * UTC.
 */
export class SendgridStats implements ProviderStats {
  private readonly api: SendgridApi;

  constructor(options: SendgridApiOptions) {
    this.api = new SendgridApi(options);
  }

  async days(from: string, to: string): Promise<ReadonlyMap<string, Outcomes>> {
    const query = new URLSearchParams({ start_date: from, end_date: to, aggregated_by: 'day' });
    const days = await this.api.read(`/v3/stats?${query}`, statsSchema);
    return new Map(
      days.map(({ date, stats }) => {
        const sumOf = (outcome: Outcome): number =>
          stats.reduce(
            (sum, { metrics }) => METRICS[outcome].reduce((part, name) => part + (metrics[name] ?? 0), sum),
            0,
          );
        return [
          date,
          { delivered: sumOf('delivered'), bounced: sumOf('bounced'), complained: sumOf('complained') },
        ];
      }),
    );
  }
}
