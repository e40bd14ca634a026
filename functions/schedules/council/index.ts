import { analyticsStores } from '../../../shared/analytics/adapters/stores.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import {
  reviews as cognitionReviews,
  rounds as cognitionRounds,
} from '../../../shared/lords/cognition/app/work.ts';
import { cognition } from '../../../shared/lords/cognition/contract/seat.ts';
import { reviews as seerReviews } from '../../../shared/lords/seer/app/work.ts';
import { seer } from '../../../shared/lords/seer/contract/seat.ts';
import { logFailure } from '../../../shared/platform/runtime/logger.ts';
import { scheduled } from '../../../shared/platform/runtime/scheduled.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { seatStores } from '../../../shared/seats/adapters/stores.ts';
import { reviewDue } from '../../../shared/seats/app/review-due.ts';
import { lookEverywhere } from '../../../shared/wiring/look-everywhere.ts';
import { openCognition } from '../../../shared/wiring/open-cognition.ts';
import { workspaceStores } from '../../../shared/workspaces/adapters/stores.ts';

const tables = openTables();
const { workspaces } = workspaceStores(tables);
const cognitionDeps = openCognition(tables);
const stores = { ...analyticsStores(tables), clock: systemClock };

/** What each seat does by itself, every hour. */
const ROUNDS: Readonly<Record<string, (correlationId: string) => Promise<number>>> = {
  'cognition: look round': (correlationId) =>
    lookEverywhere(workspaces, cognition, cognitionRounds, cognitionDeps, correlationId),
  cognition: (correlationId) => reviewDue(cognition, cognitionReviews, cognitionDeps, correlationId),
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
