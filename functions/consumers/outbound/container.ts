import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SESClient } from '@aws-sdk/client-ses';
import { SFNClient } from '@aws-sdk/client-sfn';
import * as z from 'zod';
import { DynamoAlertStore } from '../../../shared/alerts/adapters/alert-store.ts';
import { DynamoApprovalStore } from '../../../shared/approvals/adapters/approval-store.ts';
import { DynamoContactNumberStore } from '../../../shared/channels/adapters/contact-number-store.ts';
import { DynamoTaskStore } from '../../../shared/channels/adapters/task-store.ts';
import { DynamoDecisionStore } from '../../../shared/decisions/adapters/decision-store.ts';
import { DynamoPoolStore } from '../../../shared/domains/adapters/pool-store.ts';
import { DynamoCohortStore } from '../../../shared/drafting/adapters/cohort-store.ts';
import { DynamoContentStore } from '../../../shared/drafting/adapters/content-store.ts';
import type { OutboundMessage } from '../../../shared/drafting/contract/messages.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { DynamoLeadStore } from '../../../shared/leads/adapters/lead-store.ts';
import { DynamoProviderLimits } from '../../../shared/limits/adapters/provider-limits.ts';
import { DynamoMissionStore } from '../../../shared/missions/adapters/mission-store.ts';
import { SfnTaskTokens } from '../../../shared/missions/adapters/stepfunctions/mission-machine.ts';
import { QueueScheduler } from '../../../shared/platform/adapters/scheduler/queue-scheduler.ts';
import { readSecret } from '../../../shared/platform/adapters/secrets/secret-reader.ts';
import { awsClient } from '../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../shared/platform/runtime/env.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { DynamoSendLedger } from '../../../shared/sending/adapters/send-ledger.ts';
import { SesMailer } from '../../../shared/sending/adapters/ses/ses-mailer.ts';
import { TwilioTexter } from '../../../shared/texts/adapters/twilio/twilio-texter.ts';
import { readTwilioAccount } from '../../../shared/wiring/twilio-account.ts';
import { DynamoWorkspaceStore } from '../../../shared/workspaces/adapters/workspace-store.ts';

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
    contents: new DynamoContentStore(records),
    alerts: new DynamoAlertStore(records, events),
    approvals: new DynamoApprovalStore(records, events),
    decisions: new DynamoDecisionStore(records),
    cohorts: new DynamoCohortStore(records, events),
    ledger: new DynamoSendLedger(records),
    leads: new DynamoLeadStore(records, events),
    numbers: new DynamoContactNumberStore(records, events),
    tasks: new DynamoTaskStore(records, events),
    workspaces: new DynamoWorkspaceStore(records, events),
    pools: new DynamoPoolStore(records, events),
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
