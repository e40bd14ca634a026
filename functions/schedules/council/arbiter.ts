import { reviews, rounds } from '../../../shared/lords/arbiter/app/work.ts';
import { arbiter } from '../../../shared/lords/arbiter/contract/seat.ts';
import type { Tables } from '../../../shared/platform/adapters/dynamodb/table.ts';
import { reviewAndLook } from '../../../shared/wiring/look-everywhere.ts';
import { openArbiter } from '../../../shared/wiring/open-arbiter.ts';
import { workspaceStores } from '../../../shared/workspaces/adapters/stores.ts';

export const round = (tables: Tables, correlationId: string): Promise<number> =>
  reviewAndLook(
    workspaceStores(tables).workspaces,
    arbiter,
    { reviews, rounds },
    openArbiter(tables),
    correlationId,
  );
