import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { utcDay } from '../../../shared/kernel/clock.ts';
import type { MissionView } from '../../../shared/missions/contract/mission.ts';
import type { LocalRex } from '../local/local-rex.ts';
import { type ImportOnce, importOnce } from './import-once.ts';

const ADDRESS = /[^\s,;"'<>]+@[^\s,;"'<>]+/g;
const HEADER = 'email,ordered_at,amount_usd';

export interface ImportPurchases extends ImportOnce {
  readonly rex: LocalRex;
  readonly mission: Pick<MissionView, 'createdAt'>;
  readonly now: Date;
  readonly folder: string;
}

/**
 * Imports what the people of the lead file bought since the last time, held out or not, as a shop would send its orders: the
 * report compares the two. Day n of the mission is day n after the as-of date.
 */
export async function importPurchases(options: ImportPurchases): Promise<void> {
  const { rex, mission, folder, now, ...importing } = options;
  const { record, terminal } = importing;
  const { inputs, purchasedUntil = mission.createdAt } = record.state;
  const until = record.state.purchasing ?? now.toISOString();
  const file = join(folder, `purchases-${until.slice(0, 10)}.csv`);
  // The rows of an import that was begun stay what they were.
  if (!record.state.purchasing) {
    const addresses = new Set((await readFile(inputs.leads, 'utf8')).toLowerCase().match(ADDRESS));
    const shift = Date.parse(`${inputs.asOf}T23:59:59.999Z`) - Date.parse(mission.createdAt);
    const purchases = await rex.purchases([...addresses], purchasedUntil, until);
    if (purchases.length === 0) return record.update({ purchasedUntil: until });
    const rows = purchases.map(({ address, at, amountUsd }) =>
      [address, utcDay(new Date(Date.parse(at) + shift)), amountUsd].join(','),
    );
    await writeFile(file, [HEADER, ...rows, ''].join('\n'));
    await record.update({ purchasing: until });
  }
  const { imported } = await importOnce('purchases', file, importing);
  terminal.settle();
  terminal.line(`${imported} purchases up to ${until.slice(0, 10)}`);
  const { purchases: _done, ...imports } = record.state.imports;
  await record.update({ imports, purchasing: undefined, purchasedUntil: until });
}
