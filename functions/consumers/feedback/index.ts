import { alertStores } from '../../../shared/alerts/adapters/stores.ts';
import { alertOfTaskComplaint } from '../../../shared/correspondence/app/alert-complaint.ts';
import { domainStores } from '../../../shared/domains/adapters/stores.ts';
import { draftingStores } from '../../../shared/drafting/adapters/stores.ts';
import { engagementStores } from '../../../shared/engagement/adapters/stores.ts';
import { answerStores } from '../../../shared/inbox/adapters/stores.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { leadStores } from '../../../shared/leads/adapters/stores.ts';
import { memberStores } from '../../../shared/members/adapters/stores.ts';
import { missionStores } from '../../../shared/missions/adapters/stores.ts';
import { newsletterStores } from '../../../shared/newsletter/adapters/stores.ts';
import { notificationStores } from '../../../shared/notifications/adapters/stores.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { replyStores } from '../../../shared/replies/adapters/stores.ts';
import { sendingStores } from '../../../shared/sending/adapters/stores.ts';
import { alertOfComplaint } from '../../../shared/sending/app/alert-complaint.ts';
import { judgeList } from '../../../shared/sending/app/judge-list.ts';
import { taskStores } from '../../../shared/tasks/adapters/stores.ts';
import { workspaceStores } from '../../../shared/workspaces/adapters/stores.ts';
import { feedbackHandler } from './handler.ts';

const tables = openTables();
const clock = systemClock;
const { ledger } = sendingStores(tables);
const lists = {
  ...missionStores(tables),
  ...draftingStores(tables),
  ...workspaceStores(tables),
  ...alertStores(tables),
  ledger,
  clock,
};

export const handler = feedbackHandler({
  ledger,
  ...leadStores(tables),
  ...replyStores(tables),
  ...answerStores(tables),
  ...newsletterStores(tables),
  ...alertStores(tables),
  ...workspaceStores(tables),
  ...domainStores(tables),
  ...engagementStores(tables),
  ...memberStores(tables),
  ...notificationStores(tables, clock),
  clock,
  tellComplaint: (ref) => alertOfComplaint(lists, ref),
  tellAnswerComplaint: (answer) => alertOfTaskComplaint({ ...lists, ...taskStores(tables) }, answer),
  judgeList: (told) => judgeList(lists, told),
});
