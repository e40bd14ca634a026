import { reviews, rounds } from '../../../shared/lords/arbiter/app/work.ts';
import { arbiter } from '../../../shared/lords/arbiter/contract/seat.ts';
import type { Tables } from '../../../shared/platform/adapters/dynamodb/table.ts';
import { reviewDue } from '../../../shared/seats/app/review-due.ts';
import { lookEverywhere } from '../../../shared/wiring/look-everywhere.ts';
import { openArbiter } from '../../../shared/wiring/open-arbiter.ts';
import { workspaceStores } from '../../../shared/workspaces/adapters/stores.ts';

export async function round(tables: Tables, correlationId: string): Promise<number> {
  const deps = openArbiter(tables);
  const { workspaces } = workspaceStores(tables);
  const found = await lookEverywhere(workspaces, arbiter, rounds, deps, correlationId);
  return found + (await reviewDue(arbiter, reviews, deps, correlationId));
}
