import { analyticsStores } from '../../../shared/analytics/adapters/stores.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import {
  reviews as arbiterReviews,
  rounds as arbiterRounds,
} from '../../../shared/lords/arbiter/app/work.ts';
import { arbiter } from '../../../shared/lords/arbiter/contract/seat.ts';
import { reviews as heraldReviews } from '../../../shared/lords/herald/app/work.ts';
import { herald } from '../../../shared/lords/herald/contract/seat.ts';
import { reviews as seerReviews } from '../../../shared/lords/seer/app/work.ts';
import { seer } from '../../../shared/lords/seer/contract/seat.ts';
import { logFailure } from '../../../shared/platform/runtime/logger.ts';
import { scheduled } from '../../../shared/platform/runtime/scheduled.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { seatStores } from '../../../shared/seats/adapters/stores.ts';
import { lookRound, reviewDue } from '../../../shared/seats/app/review-due.ts';
import { inEveryWorkspace } from '../../../shared/wiring/every-workspace.ts';
import { openArbiter } from '../../../shared/wiring/open-arbiter.ts';
import { openHerald } from '../../../shared/wiring/open-herald.ts';
import { workspaceStores } from '../../../shared/workspaces/adapters/stores.ts';

const tables = openTables();
const { workspaces } = workspaceStores(tables);
const stores = { ...analyticsStores(tables), clock: systemClock };
const arbiterDeps = openArbiter(tables);
const heraldDeps = openHerald(tables);

/** What each seat does by itself, every hour. */
const ROUNDS: Readonly<Record<string, (correlationId: string) => Promise<number>>> = {
  'arbiter: look round': (correlationId) =>
    inEveryWorkspace(workspaces, (workspace) =>
      lookRound(arbiter, arbiterRounds, arbiterDeps, workspace, correlationId),
    ),
  arbiter: (correlationId) => reviewDue(arbiter, arbiterReviews, arbiterDeps, correlationId),
  herald: (correlationId) => reviewDue(herald, heraldReviews, heraldDeps, correlationId),
  seer: (correlationId) =>
    reviewDue(seer, seerReviews, { ...stores, ...seatStores(tables, 'seer') }, correlationId),
};

export const handler = scheduled(async (correlationId): Promise<{ changed: number }> => {
  let changed = 0;
  const failed: string[] = [];
  for (const [seat, round] of Object.entries(ROUNDS)) {
    try {
      changed += await round(correlationId);
    } catch (error) {
      logFailure('The round of a seat failed.', error, { seat });
      failed.push(seat);
    }
  }
  if (failed.length > 0) throw new Error(`The rounds of these seats failed: ${failed.join(', ')}.`);
  return { changed };
});
