import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SESClient } from '@aws-sdk/client-ses';
import { SFNClient } from '@aws-sdk/client-sfn';
import * as z from 'zod';
import { DynamoAlertStore } from '../../../shared/adapters/dynamodb/alert-store.ts';
import { DynamoApprovalStore } from '../../../shared/adapters/dynamodb/approval-store.ts';
import { DynamoCohortStore } from '../../../shared/adapters/dynamodb/cohort-store.ts';
import { DynamoContactNumberStore } from '../../../shared/adapters/dynamodb/contact-number-store.ts';
import { DynamoDecisionStore } from '../../../shared/adapters/dynamodb/decision-store.ts';
import { DynamoLeadStore } from '../../../shared/adapters/dynamodb/lead-store.ts';
import { DynamoMissionStore } from '../../../shared/adapters/dynamodb/mission-store.ts';
import { DynamoProviderLimits } from '../../../shared/adapters/dynamodb/provider-limits.ts';
import { DynamoSendLedger } from '../../../shared/adapters/dynamodb/send-ledger.ts';
import { DynamoTaskStore } from '../../../shared/adapters/dynamodb/task-store.ts';
import { DynamoWorkspaceStore } from '../../../shared/adapters/dynamodb/workspace-store.ts';
import { QueueScheduler } from '../../../shared/adapters/scheduler/queue-scheduler.ts';
import { readSecret } from '../../../shared/adapters/secrets/secret-reader.ts';
import { SesMailer } from '../../../shared/adapters/ses/ses-mailer.ts';
import { SfnTaskTokens } from '../../../shared/adapters/stepfunctions/mission-machine.ts';
import { TwilioTexter } from '../../../shared/adapters/twilio/twilio-texter.ts';
import type { OutboundMessage } from '../../../shared/contracts/messages/queues.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { awsClient } from '../../../shared/runtime/clients.ts';
import { readEnv } from '../../../shared/runtime/env.ts';
import { openTables } from '../../../shared/runtime/tables.ts';
import { readTwilioAccount } from '../../../shared/runtime/twilio-account.ts';

export async function container() {
  const secrets = new SecretsManagerClient(awsClient());
  const env = readEnv({
    CONFIGURATION_SET: z.string(),
    OUTBOUND_QUEUE_ARN: z.string(),
    SCHEDULER_ROLE_ARN: z.string(),
    SCHEDULE_GROUP: z.string(),
    THREAD_SECRET_ARN: z.string(),
    TWILIO_SECRET_ARN: z.string(),
    PUBLIC_BASE_URL: z.string(),
  });
  const { records, events } = openTables();
  const publicBaseUrl = env.PUBLIC_BASE_URL.replace(/\/$/, '');
  const account = await readTwilioAccount(secrets, env.TWILIO_SECRET_ARN);
  return {
    missions: new DynamoMissionStore(records, events),
    alerts: new DynamoAlertStore(records, events),
    approvals: new DynamoApprovalStore(records, events),
    decisions: new DynamoDecisionStore(records),
    cohorts: new DynamoCohortStore(records, events),
    ledger: new DynamoSendLedger(records),
    leads: new DynamoLeadStore(records, events),
    numbers: new DynamoContactNumberStore(records, events),
    tasks: new DynamoTaskStore(records, events),
    workspaces: new DynamoWorkspaceStore(records, events),
    limits: new DynamoProviderLimits(records, systemClock),
    tokens: new SfnTaskTokens(new SFNClient(awsClient())),
    // One try: SES has no idempotency token, so the SDK must not send a message again by itself.
    mailer: new SesMailer(
      new SESClient(awsClient({ attempts: 1, timeoutMs: 20_000 })),
      env.CONFIGURATION_SET,
    ),
    texter: account && new TwilioTexter({ account, publicBaseUrl, fetch }),
    wake: new QueueScheduler<OutboundMessage>(new SchedulerClient(awsClient()), {
      queueArn: env.OUTBOUND_QUEUE_ARN,
      roleArn: env.SCHEDULER_ROLE_ARN,
      group: env.SCHEDULE_GROUP,
    }),
    threadSecret: await readSecret(secrets, env.THREAD_SECRET_ARN),
    publicBaseUrl,
    clock: systemClock,
  };
}
