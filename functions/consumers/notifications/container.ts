import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { alertStores } from '../../../shared/alerts/adapters/stores.ts';
import { approvalStores } from '../../../shared/approvals/adapters/stores.ts';
import { autonomyStores } from '../../../shared/autonomy/adapters/stores.ts';
import { connectionStores } from '../../../shared/connections/adapters/stores.ts';
import { connectionsOver } from '../../../shared/connections/app/open-connection.ts';
import { domainStores } from '../../../shared/domains/adapters/stores.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { slackAccounts } from '../../../shared/notifications/adapters/slack/slack-accounts.ts';
import { SlackClient } from '../../../shared/notifications/adapters/slack/slack-client.ts';
import { notificationStores } from '../../../shared/notifications/adapters/stores.ts';
import { emailCarrier } from '../../../shared/notifications/app/carry-by-email.ts';
import { slackCarrier } from '../../../shared/notifications/app/carry-by-slack.ts';
import { textCarrier } from '../../../shared/notifications/app/carry-by-text.ts';
import type { HandleNotificationDeps } from '../../../shared/notifications/app/handle-notification.ts';
import type { NotificationMessage } from '../../../shared/notifications/contract/messages.ts';
import { QueueScheduler } from '../../../shared/platform/adapters/scheduler/queue-scheduler.ts';
import { readSecret } from '../../../shared/platform/adapters/secrets/secret-reader.ts';
import { SqsQueue } from '../../../shared/platform/adapters/sqs/sqs-queue.ts';
import { awsClient } from '../../../shared/platform/runtime/clients.ts';
import { readEnv } from '../../../shared/platform/runtime/env.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { taskStores } from '../../../shared/tasks/adapters/stores.ts';
import { TwilioTexter } from '../../../shared/texts/adapters/twilio/twilio-texter.ts';
import { CONNECTIONS_ENV, openConnectionDeps } from '../../../shared/wiring/open-connections.ts';
import { openSystemMailer } from '../../../shared/wiring/open-system-mailer.ts';
import { readTwilioAccount } from '../../../shared/wiring/twilio-account.ts';
import { workspaceStores } from '../../../shared/workspaces/adapters/stores.ts';

export async function container(): Promise<HandleNotificationDeps> {
  const env = readEnv({
    NOTIFICATIONS_QUEUE_URL: z.string(),
    NOTIFICATIONS_QUEUE_ARN: z.string(),
    SCHEDULER_ROLE_ARN: z.string(),
    SCHEDULE_GROUP: z.string(),
    CONFIGURATION_SET: z.string(),
    THREAD_SECRET_ARN: z.string(),
    ...CONNECTIONS_ENV,
    TWILIO_SECRET_ARN: z.string(),
    REX_SYSTEM_MAIL_FROM: z.email().optional(),
    PUBLIC_BASE_URL: z.string(),
    CONSOLE_URL: z.string(),
  });
  const secrets = new SecretsManagerClient(awsClient());
  const tables = openTables();
  const publicBaseUrl = env.PUBLIC_BASE_URL.replace(/\/$/, '');
  const [threadSecret, account] = await Promise.all([
    readSecret(secrets, env.THREAD_SECRET_ARN),
    readTwilioAccount(secrets, env.TWILIO_SECRET_ARN),
  ]);
  const stores = {
    ...alertStores(tables),
    ...approvalStores(tables),
    ...workspaceStores(tables),
    ...domainStores(tables),
    ...notificationStores(tables, systemClock),
    clock: systemClock,
  };
  const carried = {
    ...stores,
    mailer: openSystemMailer(env.CONFIGURATION_SET),
    systemFrom: env.REX_SYSTEM_MAIL_FROM,
    texter: account && new TwilioTexter({ account, publicBaseUrl, fetch }),
    slack: new SlackClient({ targets: env.WEBHOOK_TARGETS, clock: systemClock }),
    slackAccounts: slackAccounts(connectionsOver(openConnectionDeps(env, tables))),
    threadSecret,
    publicBaseUrl,
    consoleUrl: env.CONSOLE_URL.replace(/\/$/, ''),
  };
  return {
    ...stores,
    notifications: new SqsQueue<NotificationMessage>(new SQSClient(awsClient()), env.NOTIFICATIONS_QUEUE_URL),
    later: new QueueScheduler<NotificationMessage>(new SchedulerClient(awsClient()), {
      queueArn: env.NOTIFICATIONS_QUEUE_ARN,
      roleArn: env.SCHEDULER_ROLE_ARN,
      group: env.SCHEDULE_GROUP,
    }),
    ...autonomyStores(tables),
    ...taskStores(tables),
    ...connectionStores(tables),
    carriers: {
      email: emailCarrier(carried),
      slack: slackCarrier(carried),
      sms: textCarrier(carried),
    },
  };
}
