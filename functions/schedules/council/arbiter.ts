import { tryAll } from '../../../shared/kernel/concurrency.ts';
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
  let changed = 0;
  const parts = [
    () => reviewDue(arbiter, reviews, deps, correlationId),
    () => lookEverywhere(workspaces, arbiter, rounds, deps, correlationId),
  ];
  await tryAll(parts, async (part) => {
    changed += await part();
  });
  return changed;
}
