import { domainStores, providerDayStores } from '../../../shared/domains/adapters/stores.ts';
import { engagementStores } from '../../../shared/engagement/adapters/stores.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { leadStores } from '../../../shared/leads/adapters/stores.ts';
import { queueHandler } from '../../../shared/platform/runtime/queue.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { replyStores } from '../../../shared/replies/adapters/stores.ts';
import { sendgridFeedback } from '../../../shared/sending/adapters/sendgrid/sendgrid-feedback.ts';
import { sendingStores } from '../../../shared/sending/adapters/stores.ts';
import { countHeard, type SendChange } from '../../../shared/sending/app/count-heard.ts';
import { recordFeedback } from '../../../shared/sending/app/record-feedback.ts';
import { sendingQueues } from '../../../shared/sending/contract/messages.ts';
import { workspaceStores } from '../../../shared/workspaces/adapters/stores.ts';

const tables = openTables();
const deps = {
  ...sendingStores(tables),
  ...leadStores(tables),
  ...replyStores(tables),
  ...workspaceStores(tables),
  ...domainStores(tables),
  ...engagementStores(tables),
  clock: systemClock,
  countHeard: (workspace: string, changes: readonly SendChange[]) =>
    countHeard(providerDayStores(tables), workspace, changes),
};

export const handler = queueHandler(sendingQueues.sendgrid.message, ({ events }) =>
  recordFeedback(deps, events.flatMap(sendgridFeedback)),
);
