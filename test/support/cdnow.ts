import { existsSync, readFileSync } from 'node:fs';
import type { Order } from '../../shared/leads/domain/lead.ts';

/** The public sample of CDNOW's customers: reference data that lies beside the project, not in it. */
const DATA = new URL('../../../shared/data/cdnow/', import.meta.url);

export const cdnowIsThere = (): boolean => existsSync(DATA);

export interface CdnowSummary {
  readonly x: number;
  readonly tx: number;
  readonly T: number;
  /** Repeat purchases in the 39 weeks after the calibration. */
  readonly actual: number;
}

/** Customers as they stood on 1997-09-30, in the order of `cdnowOrders`. */
export const cdnowSummary = (): CdnowSummary[] =>
  linesOf('cdnow_sample_cbs_holdout.csv')
    .slice(1)
    .map((line) => {
      const [, x = 0, tx = 0, T = 0, actual = 0] = line.split(',').map(Number);
      return { x, tx, T, actual };
    });

/** All orders, those of one customer per element. */
export function cdnowOrders(): Order[][] {
  const lines = linesOf('CDNOW_sample.txt').map((line) => line.trim().split(/\s+/));
  const byCustomer = Map.groupBy(lines, ([, sampleId]) => sampleId);
  return [...byCustomer.values()].map((rows) =>
    rows.map(([, , day = '', items, dollars]) => ({
      orderedOn: `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`,
      items: Number(items),
      amountCents: Math.round(Number(dollars) * 100),
    })),
  );
}

/** Nothing where the data is not, because a skipped suite is collected all the same. */
const linesOf = (file: string): string[] =>
  cdnowIsThere() ? readFileSync(new URL(file, DATA), 'utf8').trim().split('\n') : [];
