import { approvalStores } from '../../../shared/approvals/adapters/stores.ts';
import { campaignStores } from '../../../shared/campaigns/adapters/stores.ts';
import { draftingStores } from '../../../shared/drafting/adapters/stores.ts';
import { TASK_TYPES } from '../../../shared/handlers/registry.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { llmStores } from '../../../shared/llm/adapters/stores.ts';
import { missionStores } from '../../../shared/missions/adapters/stores.ts';
import { newsletterStores } from '../../../shared/newsletter/adapters/stores.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { taskStores } from '../../../shared/tasks/adapters/stores.ts';
import { campaignsHandler } from './handler.ts';

const tables = openTables();

export const handler = campaignsHandler({
  ...campaignStores(tables),
  ...missionStores(tables),
  ...taskStores(tables),
  ...approvalStores(tables),
  ...draftingStores(tables),
  ...newsletterStores(tables),
  spending: llmStores(tables, systemClock).ledger,
  types: TASK_TYPES,
  clock: systemClock,
});
