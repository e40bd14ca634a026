import { alertStores } from '../../../shared/alerts/adapters/stores.ts';
import { alertOfTaskComplaint } from '../../../shared/correspondence/app/alert-complaint.ts';
import { domainStores, providerDayStores } from '../../../shared/domains/adapters/stores.ts';
import { engagementStores } from '../../../shared/engagement/adapters/stores.ts';
import { answerStores } from '../../../shared/inbox/adapters/stores.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { leadStores } from '../../../shared/leads/adapters/stores.ts';
import { newsletterStores } from '../../../shared/newsletter/adapters/stores.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { replyStores } from '../../../shared/replies/adapters/stores.ts';
import { sendingStores } from '../../../shared/sending/adapters/stores.ts';
import { alertOfComplaint } from '../../../shared/sending/app/alert-complaint.ts';
import { countHeard } from '../../../shared/sending/app/count-heard.ts';
import { taskStores } from '../../../shared/tasks/adapters/stores.ts';
import { workspaceStores } from '../../../shared/workspaces/adapters/stores.ts';
import { sendgridHandler } from './handler.ts';

const tables = openTables();
const alerting = { ...alertStores(tables), clock: systemClock };

export const handler = sendgridHandler({
  ...sendingStores(tables),
  ...leadStores(tables),
  ...replyStores(tables),
  ...answerStores(tables),
  ...newsletterStores(tables),
  ...alertStores(tables),
  ...workspaceStores(tables),
  ...domainStores(tables),
  ...engagementStores(tables),
  clock: systemClock,
  tellComplaint: (ref) => alertOfComplaint(alerting, ref),
  tellAnswerComplaint: (answer) => alertOfTaskComplaint({ ...alerting, ...taskStores(tables) }, answer),
  countHeard: (workspace, heard) => countHeard(providerDayStores(tables), workspace, heard),
});
