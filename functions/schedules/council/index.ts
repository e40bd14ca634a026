import { systemClock } from '../../../shared/kernel/clock.ts';
import { logFailure } from '../../../shared/platform/runtime/logger.ts';
import { scheduled } from '../../../shared/platform/runtime/scheduled.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { askForOpen } from '../../../shared/wiring/ask-for-open.ts';
import type { Tick } from './tick.ts';

const tables = openTables();

interface Round {
  round(tick: Tick): Promise<number>;
}

/**
 * What each seat does by itself, every hour: loaded one after another, so that no seat's stores weigh on the others. A seat
 * that does not look round is loaded only when it has works that are due.
 */
const ROUNDS: Readonly<Record<string, { load(): Promise<Round>; looksRound?: true }>> = {
  architect: { load: () => import('./architect.ts') },
  arbiter: { load: () => import('./arbiter.ts'), looksRound: true },
  cognition: { load: () => import('./cognition.ts'), looksRound: true },
  herald: { load: () => import('./herald.ts') },
  seer: { load: () => import('./seer.ts') },
  strategos: { load: () => import('./strategos.ts') },
};

export const handler = scheduled(async (correlationId): Promise<{ changed: number }> => {
  let changed = 0;
  const failed: string[] = [];
  const now = systemClock.now();
  const { registry, works: worksOf, missions } = await askForOpen(tables, now);
  for (const [seat, { load, looksRound = false }] of Object.entries(ROUNDS)) {
    const works = () => worksOf(seat);
    const due = async () => (await works()).filter(({ dueAt }) => dueAt <= now.toISOString());
    const open = { ...missions, works };
    try {
      if (!looksRound && (await due()).length === 0) continue;
      changed += await (await load()).round({ tables, registry, due, open, correlationId });
    } catch (error) {
      logFailure('The round of a seat failed.', error, { seat });
      failed.push(seat);
    }
  }
  if (failed.length > 0) throw new Error(`The rounds of these seats failed: ${failed.join(', ')}.`);
  return { changed };
});
