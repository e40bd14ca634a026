import { channelStores } from '../../../shared/channels/adapters/stores.ts';
import { draftingStores } from '../../../shared/drafting/adapters/stores.ts';
import { inboxStores } from '../../../shared/inbox/adapters/stores.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { leadStores } from '../../../shared/leads/adapters/stores.ts';
import { missionStores } from '../../../shared/missions/adapters/stores.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { replyStores } from '../../../shared/replies/adapters/stores.ts';
import { sendingStores } from '../../../shared/sending/adapters/stores.ts';
import { workspaceStores } from '../../../shared/workspaces/adapters/stores.ts';
import { inboxHandler } from './handler.ts';

const tables = openTables();

export const handler = inboxHandler({
  ...inboxStores(tables),
  ...channelStores(tables),
  ...draftingStores(tables),
  ...leadStores(tables),
  ...missionStores(tables),
  ...replyStores(tables),
  ...sendingStores(tables),
  ...workspaceStores(tables),
  clock: systemClock,
});
