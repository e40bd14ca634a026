import type { ServerResponse } from 'node:http';
import * as z from 'zod';
import { sendJson } from '../net.ts';
import type { SesEventDetails, SesEventType } from '../people/ses-event.ts';
import type { RuntimeStore } from '../store.ts';
import { refuseQuery } from './suppressions.ts';

/** What SendGrid counts of the mail that it took, by day of UTC. */
export interface Stats {
  /** Mail was handed in. */
  requested(mail: string, at: Date): void;
  /** Something happened to a mail. */
  note(type: SesEventType, mail: string, details: SesEventDetails): void;
  /** False for a path that is not of these. */
  handle(response: ServerResponse, path: string, query: URLSearchParams): boolean;
}

/** Metrics by SendGrid's own document: those of `unique` count each mail once. */
const METRICS = [
  'blocks',
  'bounce_drops',
  'bounces',
  'clicks',
  'deferred',
  'delivered',
  'invalid_emails',
  'opens',
  'processed',
  'requests',
  'spam_report_drops',
  'spam_reports',
  'unsubscribe_drops',
  'unsubscribes',
] as const;
type Metric = (typeof METRICS)[number];
const UNIQUE = { opens: 'unique_opens', clicks: 'unique_clicks' } as const;

const dateSchema = z.iso.date();
const querySchema = z.object({
  start_date: dateSchema,
  end_date: dateSchema.optional(),
  aggregated_by: z.literal('day').default('day'),
  limit: z.coerce.number().int().min(1).default(500),
  offset: z.coerce.number().int().min(0).default(0),
});
const DAY_MS = 86_400_000;

export function createStats({
  store,
  clock,
}: {
  readonly store: RuntimeStore;
  readonly clock: { time(): number };
}): Stats {
  const insert = store.db.prepare('INSERT INTO sendgrid_stats (day, metric, mail) VALUES (?, ?, ?)');
  const counts = store.db.prepare(
    'SELECT metric, COUNT(*) AS every, COUNT(DISTINCT mail) AS mails FROM sendgrid_stats WHERE day = ? GROUP BY metric',
  );
  const count = (metric: Metric, mail: string, at: Date): void => {
    insert.run(at.toISOString().slice(0, 10), metric, mail);
  };
  const metricsOf = (day: string): Record<string, number> => {
    const metrics: Record<string, number> = Object.fromEntries(
      [...METRICS, ...Object.values(UNIQUE)].map((name) => [name, 0]),
    );
    for (const { metric, every, mails } of counts.all(day)) {
      metrics[String(metric)] = Number(every);
      const unique = Object.entries(UNIQUE).find(([name]) => name === metric)?.[1];
      if (unique) metrics[unique] = Number(mails);
    }
    return metrics;
  };

  return {
    requested: (mail, at) => count('requests', mail, at),
    note(type, mail, details) {
      const metric = METRIC_OF[type](details);
      if (metric) count(metric, mail, details.at);
    },
    handle(response, path, query) {
      if (path !== '/v3/stats') return false;
      const asked = querySchema.safeParse(Object.fromEntries(query));
      if (!asked.success) return refuseQuery(response, asked.error.issues);
      const { start_date, end_date, limit, offset } = asked.data;
      const until = Date.parse(end_date ?? new Date(clock.time()).toISOString().slice(0, 10));
      const days = Math.max(0, (until - Date.parse(start_date)) / DAY_MS + 1);
      const all = Array.from({ length: Math.min(days, 1_000) }, (_, n) =>
        new Date(Date.parse(start_date) + n * DAY_MS).toISOString().slice(0, 10),
      );
      sendJson(
        response,
        200,
        all.slice(offset, offset + limit).map((date) => ({ date, stats: [{ metrics: metricsOf(date) }] })),
      );
      return true;
    },
  };
}

const METRIC_OF: Readonly<Record<SesEventType, (details: SesEventDetails) => Metric | undefined>> = {
  Send: () => 'processed',
  Reject: () => undefined,
  Delivery: () => 'delivered',
  Bounce: ({ bounceType, bounceSubType }) =>
    bounceSubType === 'Suppressed' ? 'bounce_drops' : bounceType === 'Transient' ? 'blocks' : 'bounces',
  Complaint: () => 'spam_reports',
  Open: () => 'opens',
  Click: () => 'clicks',
};
