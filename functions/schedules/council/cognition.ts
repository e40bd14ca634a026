import { rounds } from '../../../shared/lords/cognition/app/look-round.ts';
import { reviews } from '../../../shared/lords/cognition/app/work.ts';
import { cognition } from '../../../shared/lords/cognition/contract/seat.ts';
import type { Tables } from '../../../shared/platform/adapters/dynamodb/table.ts';
import { reviewAndLook } from '../../../shared/wiring/look-everywhere.ts';
import { openCognition } from '../../../shared/wiring/open-cognition.ts';
import { workspaceStores } from '../../../shared/workspaces/adapters/stores.ts';

export const round = (tables: Tables, correlationId: string): Promise<number> =>
  reviewAndLook(
    workspaceStores(tables).workspaces,
    cognition,
    { reviews, rounds },
    openCognition(tables),
    correlationId,
  );
