import { reviews, rounds } from '../../../shared/lords/cognition/app/work.ts';
import { cognition } from '../../../shared/lords/cognition/contract/seat.ts';
import type { Tables } from '../../../shared/platform/adapters/dynamodb/table.ts';
import { reviewDue } from '../../../shared/seats/app/review-due.ts';
import { lookEverywhere } from '../../../shared/wiring/look-everywhere.ts';
import { openCognition } from '../../../shared/wiring/open-cognition.ts';
import { workspaceStores } from '../../../shared/workspaces/adapters/stores.ts';

export async function round(tables: Tables, correlationId: string): Promise<number> {
  const deps = openCognition(tables);
  const { workspaces } = workspaceStores(tables);
  const found = await lookEverywhere(workspaces, cognition, rounds, deps, correlationId);
  return found + (await reviewDue(cognition, reviews, deps, correlationId));
}
