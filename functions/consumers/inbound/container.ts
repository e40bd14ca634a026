import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { alertStores } from '../../../shared/alerts/adapters/stores.ts';
import { channelStores } from '../../../shared/channels/adapters/stores.ts';
import { questionsOf } from '../../../shared/correspondence/app/hear-questions.ts';
import { domainStores } from '../../../shared/domains/adapters/stores.ts';
import { draftingStores } from '../../../shared/drafting/adapters/stores.ts';
import { engagementStores } from '../../../shared/engagement/adapters/stores.ts';
import type { ReceiveMailDeps } from '../../../shared/inbound/app/received-mail.ts';
import { inboxStores } from '../../../shared/inbox/adapters/stores.ts';
import { inboxOf } from '../../../shared/inbox/app/record-received.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { leadStores } from '../../../shared/leads/adapters/stores.ts';
import { meetingStores } from '../../../shared/meetings/adapters/stores.ts';
import { invitationsOf } from '../../../shared/meetings/app/hear-of-invitations.ts';
import { missionStores } from '../../../shared/missions/adapters/stores.ts';
import { S3FileStore } from '../../../shared/platform/adapters/s3/s3-file-store.ts';
import { readSecret } from '../../../shared/platform/adapters/secrets/secret-reader.ts';
import { SqsQueue } from '../../../shared/platform/adapters/sqs/sqs-queue.ts';
import { awsClient } from '../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../shared/platform/runtime/env.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { replyStores } from '../../../shared/replies/adapters/stores.ts';
import { sendingStores } from '../../../shared/sending/adapters/stores.ts';
import { judgeList } from '../../../shared/sending/app/judge-list.ts';
import { inboundRecorder } from '../../../shared/sending/app/record-inbound.ts';
import { taskStores } from '../../../shared/tasks/adapters/stores.ts';
import type { TaskMessage } from '../../../shared/tasks/contract/messages.ts';
import { openLlm } from '../../../shared/wiring/open-llm.ts';
import { workspaceStores } from '../../../shared/workspaces/adapters/stores.ts';

export async function container(): Promise<ReceiveMailDeps> {
  const env = readEnv({
    INBOUND_BUCKET: z.string(),
    THREAD_SECRET_ARN: z.string(),
    OPENAI_SECRET_ARN: z.string(),
    OPERATORS_WORKSPACE: z.string(),
    TASKS_QUEUE_URL: z.string(),
  });
  const tables = openTables();
  const secrets = new SecretsManagerClient(awsClient());
  const { leads, suppressions } = leadStores(tables);
  const { ledger } = sendingStores(tables);
  const { replies } = replyStores(tables);
  const lists = {
    ...missionStores(tables),
    ...draftingStores(tables),
    ...workspaceStores(tables),
    ...alertStores(tables),
    ledger,
    clock: systemClock,
  };
  const inbox = inboxOf({ ...inboxStores(tables), clock: systemClock });
  const told = {
    leads,
    suppressions,
    ledger,
    replies,
    ...workspaceStores(tables),
    ...domainStores(tables),
    ...engagementStores(tables),
    clock: systemClock,
  };
  return {
    leads,
    suppressions,
    ledger,
    replies,
    inbox,
    ...channelStores(tables),
    ...alertStores(tables),
    ...domainStores(tables),
    operatorsWorkspace: env.OPERATORS_WORKSPACE,
    files: new S3FileStore(
      new S3Client({ ...awsClient(), forcePathStyle: true }),
      env.INBOUND_BUCKET,
      systemClock,
    ),
    feedback: inboundRecorder({ ...told, judgeList: (bounced) => judgeList(lists, bounced) }),
    invitations: invitationsOf({ ...told, ...channelStores(tables), ...meetingStores(tables), inbox }),
    questions: questionsOf({
      ...taskStores(tables),
      ...workspaceStores(tables),
      replies,
      taskQueue: new SqsQueue<TaskMessage>(new SQSClient(awsClient()), env.TASKS_QUEUE_URL),
      clock: systemClock,
    }),
    clock: systemClock,
    threadSecret: await readSecret(secrets, env.THREAD_SECRET_ARN),
    llm: await openLlm(secrets, env.OPENAI_SECRET_ARN, tables),
  };
}
