import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import { channelStores } from '../../../shared/channels/adapters/stores.ts';
import { domainStores } from '../../../shared/domains/adapters/stores.ts';
import { engagementStores } from '../../../shared/engagement/adapters/stores.ts';
import { inboxStores } from '../../../shared/inbox/adapters/stores.ts';
import { inboxOf } from '../../../shared/inbox/app/record-received.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { leadStores } from '../../../shared/leads/adapters/stores.ts';
import { meetingStores } from '../../../shared/meetings/adapters/stores.ts';
import { hearOfMeetings, type MeetingOutcome } from '../../../shared/meetings/app/hear-of-meetings.ts';
import { meetingQueues } from '../../../shared/meetings/contract/messages.ts';
import { readSecret } from '../../../shared/platform/adapters/secrets/secret-reader.ts';
import { awsClient } from '../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../shared/platform/runtime/env.ts';
import { countMetrics } from '../../../shared/platform/runtime/metrics.ts';
import { queueHandler } from '../../../shared/platform/runtime/queue.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { replyStores } from '../../../shared/replies/adapters/stores.ts';
import { sendingStores } from '../../../shared/sending/adapters/stores.ts';
import { workspaceStores } from '../../../shared/workspaces/adapters/stores.ts';

const METRIC_OF: Readonly<Record<MeetingOutcome, string>> = {
  stored: 'MeetingStored',
  repeated: 'MeetingRepeated',
  unknownLead: 'MeetingUnknownLead',
};

const env = readEnv({ THREAD_SECRET_ARN: z.string() });
const tables = openTables();
const deps = {
  ...meetingStores(tables),
  ...inboxStores(tables),
  inbox: inboxOf({ ...inboxStores(tables), clock: systemClock }),
  ...channelStores(tables),
  ...sendingStores(tables),
  ...leadStores(tables),
  ...replyStores(tables),
  ...workspaceStores(tables),
  ...domainStores(tables),
  ...engagementStores(tables),
  clock: systemClock,
  threadSecret: await readSecret(new SecretsManagerClient(awsClient()), env.THREAD_SECRET_ARN),
};

export const handler = queueHandler(meetingQueues.meetings.message, async (message) => {
  for (const outcome of await hearOfMeetings(deps, message)) countMetrics({ [METRIC_OF[outcome]]: 1 });
});
