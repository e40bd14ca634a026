import type * as z from 'zod';
import { effectOf } from '../../autonomy/domain/effect.ts';
import type { TaskHandler } from '../../tasks/app/ports/handler.ts';
import { adsReportType, type ReportPayload } from '../contract/tasks.ts';
import { at } from '../domain/changes.ts';
import { reportQuery, reportRow } from '../domain/report.ts';
import { type CustomerDeps, notDone, openCustomer } from './open-customer.ts';

/** Reads how campaigns do. */
export const adsReportHandler = (deps: CustomerDeps): TaskHandler<ReportPayload> => ({
  type: adsReportType.type,
  payload: adsReportType.payload as z.ZodType<ReportPayload>,

  async plan({ workspace, payload: { connection, level, during } }) {
    const customer = await openCustomer(deps, workspace, connection);
    if ('outcome' in customer) return customer;
    return {
      outcome: 'planned',
      effect: effectOf({
        kind: adsReportType.type,
        outside: false,
        segment: 'google_ads',
        summary: `Reads the numbers of each ${level.replace('_', ' ')} of customer ${customer.id} (${during}).`,
      }),
    };
  },

  async perform({ workspace, payload }) {
    const customer = await openCustomer(deps, workspace, payload.connection);
    if ('outcome' in customer) return customer;
    try {
      const rows = await deps.googleAds.search(customer.opened, reportQuery(payload), payload.rowsAtMost);
      return {
        outcome: 'done',
        result: {
          customer: customer.id,
          currency: at(rows[0], 'customer.currencyCode') ?? null,
          level: payload.level,
          during: payload.during,
          rows: rows.map((row) => reportRow(payload.level, row)),
        },
      };
    } catch (error) {
      return notDone(deps, workspace, customer, error);
    }
  },
});
