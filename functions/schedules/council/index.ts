import type { Tables } from '../../../shared/platform/adapters/dynamodb/table.ts';
import { logFailure } from '../../../shared/platform/runtime/logger.ts';
import { scheduled } from '../../../shared/platform/runtime/scheduled.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';

const tables = openTables();

interface Round {
  round(tables: Tables, correlationId: string): Promise<number>;
}

/** What each seat does by itself, every hour: loaded one after another, so that no seat's stores weigh on the others. */
const ROUNDS: Readonly<Record<string, () => Promise<Round>>> = {
  arbiter: () => import('./arbiter.ts'),
  cognition: () => import('./cognition.ts'),
  herald: () => import('./herald.ts'),
  seer: () => import('./seer.ts'),
  strategos: () => import('./strategos.ts'),
};

export const handler = scheduled(async (correlationId): Promise<{ changed: number }> => {
  let changed = 0;
  const failed: string[] = [];
  for (const [seat, load] of Object.entries(ROUNDS)) {
    try {
      changed += await (await load()).round(tables, correlationId);
    } catch (error) {
      logFailure('The round of a seat failed.', error, { seat });
      failed.push(seat);
    }
  }
  if (failed.length > 0) throw new Error(`The rounds of these seats failed: ${failed.join(', ')}.`);
  return { changed };
});
