import { systemClock } from '../../../shared/kernel/clock.ts';
import { memberStores } from '../../../shared/members/adapters/stores.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { workspaceStores } from '../../../shared/workspaces/adapters/stores.ts';
import { membersHandler } from './handler.ts';

const tables = openTables();

export const handler = membersHandler({
  ...memberStores(tables),
  ...workspaceStores(tables),
  clock: systemClock,
});
