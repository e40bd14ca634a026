import { systemClock } from '../../../shared/kernel/clock.ts';
import { acts, cards, looks } from '../../../shared/lords/aesthete/app/work.ts';
import { aesthete } from '../../../shared/lords/aesthete/contract/seat.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { seatStores } from '../../../shared/seats/adapters/stores.ts';
import { taskStores } from '../../../shared/tasks/adapters/stores.ts';
import { seatHandler } from '../../../shared/wiring/seat-handler.ts';
import { workspaceStores } from '../../../shared/workspaces/adapters/stores.ts';

const tables = openTables();

export const handler = seatHandler(
  aesthete,
  { acts, looks, cards },
  {
    ...seatStores(tables, 'aesthete'),
    ...taskStores(tables),
    ...workspaceStores(tables),
    // Loaded when an e-mail of a mission is asked about.
    contents: {
      get: async (workspace, id) => {
        const { draftingStores } = await import('../../../shared/drafting/adapters/stores.ts');
        return draftingStores(tables).contents.get(workspace, id);
      },
    },
    clock: systemClock,
  },
);
