import { execFile } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import * as z from 'zod';
import { QUEUES } from '../../shared/api/contract/queues.ts';

const importTimeSchema = z.object({ ms: z.number(), cpuMs: z.number() });
export type ImportTime = z.infer<typeof importTimeSchema>;

/** Prints how long an empty process takes to a loaded handler, and the processor time that it takes for it. */
const IMPORT = `
  const start = performance.now();
  const before = process.cpuUsage();
  const { handler } = await import(process.argv[1]);
  if (typeof handler !== 'function') throw new Error('The bundle exports no handler.');
  const ms = performance.now() - start;
  const { user, system } = process.cpuUsage(before);
  console.log(JSON.stringify({ ms, cpuMs: (user + system) / 1000 }));
`;

/** A value for all that any function reads at its start. */
const ENVIRONMENT = {
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
  AWS_LAMBDA_FUNCTION_NAME: 'bench',
  POWERTOOLS_SERVICE_NAME: 'rex',
  RECORDS_TABLE: 'records',
  EVENTS_TABLE: 'events',
  ERASURES_TABLE: 'erasures',
  UPLOADS_BUCKET: 'uploads',
  KNOWLEDGE_BUCKET: 'knowledge',
  INBOUND_BUCKET: 'inbound',
  EVENT_BUS_NAME: 'bus',
  CONFIGURATION_SET: 'rex',
  SCHEDULE_GROUP: 'rex',
  OIDC_ISSUER: 'https://issuer.bench.example',
  OIDC_AUDIENCES: 'bench',
  PROGRAM_CLIENT: 'bench',
  CONSOLE_CLIENT: 'bench',
  WEBSOCKET_URL: 'wss://bench.test/live',
  PUBLIC_BASE_URL: 'https://bench.example',
  CONSOLE_URL: 'https://console.bench.example',
  USER_POOL_ID: 'us-east-1_bench',
  REX_SYSTEM_MAIL_FROM: 'rex@system.bench.example',
  WEBSOCKET_ENDPOINT: 'https://socket.bench.example',
  PROVISIONING_MACHINE_ARN: 'arn:aws:states:us-east-1:000000000000:stateMachine:domain-provisioning',
  MISSION_MACHINE_ARN: 'arn:aws:states:us-east-1:000000000000:stateMachine:mission',
  SCHEDULER_ROLE_ARN: 'arn:aws:iam::000000000000:role/scheduler',
  THREAD_SECRET_ARN: 'arn:aws:secretsmanager:us-east-1:000000000000:secret:thread',
  OPENAI_SECRET_ARN: 'arn:aws:secretsmanager:us-east-1:000000000000:secret:openai',
  ENRICHMENT_SECRET_ARN: 'arn:aws:secretsmanager:us-east-1:000000000000:secret:enrichment',
  CRON_SECRET_ARN: 'arn:aws:secretsmanager:us-east-1:000000000000:secret:cron',
  TWILIO_SECRET_ARN: 'arn:aws:secretsmanager:us-east-1:000000000000:secret:twilio',
  CALENDARS_SECRET_ARN: 'arn:aws:secretsmanager:us-east-1:000000000000:secret:calendars',
  SENDGRID_SECRET_ARN: 'arn:aws:secretsmanager:us-east-1:000000000000:secret:sendgrid',
  FUNCTION_IDS: 'http-leads',
  FUNCTION_PREFIX: 'rex-',
  ENABLE_AUTO_EXECUTION: 'true',
  AGENT_DRY_RUN: 'false',
  OPERATORS_WORKSPACE: 'operations',
  REQUESTS_PER_MINUTE: '600',
  WEBHOOK_TARGETS: 'public',
  CONNECTIONS_PREFIX: 'rex/connections',
  REPLAYABLE_QUEUES: 'rex-imports',
  OTHER_DEAD_QUEUES: 'rex-push',
  ...Object.fromEntries(
    Object.keys(QUEUES).flatMap((queue) => [
      [`${queue.toUpperCase()}_QUEUE_URL`, `https://sqs.us-east-1.amazonaws.com/000000000000/${queue}`],
      [`${queue.toUpperCase()}_QUEUE_ARN`, `arn:aws:sqs:us-east-1:000000000000:${queue}`],
    ]),
  ),
};

/**
 * Imports a bundle in a fresh process, as Lambda does at a cold start. `endpoint`: where it finds its secrets.
 * @throws when it does not load, or exports no handler
 */
export async function importBundle(bundle: string, endpoint: string): Promise<ImportTime> {
  const args = ['--input-type=module', '--eval', IMPORT, pathToFileURL(bundle).href];
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    env: { ...ENVIRONMENT, AWS_ENDPOINT_URL: endpoint },
  });
  return importTimeSchema.parse(JSON.parse(stdout));
}
