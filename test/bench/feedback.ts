import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { call } from '../../console/cli/api-client.ts';
import { type SesEventDetails, type SesEventType, sesEvent } from '../../infra/local/people/ses-event.ts';
import { missionRoutes } from '../../shared/missions/contract/routes.ts';
import { RecordTable } from '../../shared/platform/adapters/dynamodb/table.ts';
import { sendingStores } from '../../shared/sending/adapters/stores.ts';
import type { SendLedger } from '../../shared/sending/app/ports/sending.ts';
import { sendingQueues } from '../../shared/sending/contract/messages.ts';
import type { Send } from '../../shared/sending/domain/send.ts';
import { readMissionRecords } from '../faults/records.ts';
import { enterMessage } from '../support/messages.ts';
import { type BenchRex, WORKSPACE } from './bench-rex.ts';
import { timesMs } from './samples.ts';

interface Timed {
  readonly what: string;
  readonly times: readonly number[];
  readonly aim: string;
}

type Handler = (event: unknown) => Promise<unknown>;
const bundleSchema = z.object({ handler: z.custom<Handler>((value) => typeof value === 'function') });
const answerSchema = z.object({ batchItemFailures: z.array(z.unknown()).length(0) });

const FEEDBACK_BATCH = sendingQueues.feedback.batchSize;
const SMALL = 10;
const RUNS = 40;
/** So many messages go through before the code is compiled as it will stay. */
const WARM_UPS = 20;
const REGION = 'us-east-1';
const CREDENTIALS = { accessKeyId: 'local', secretAccessKey: 'local' };
/** What comes back of a hundred e-mails, roughly, after their deliveries. */
const MIX: readonly (readonly [SesEventType, number])[] = [
  ['Delivery', 60],
  ['Open', 25],
  ['Click', 10],
  ['Bounce', 4],
  ['Complaint', 1],
];
/** Has no divisor in common with a hundred, so that small batches are mixed too. */
const SPREAD = 37;
const KINDS = MIX.flatMap(([type, share]) => Array<SesEventType>(share).fill(type));

/** Calls the bundle of the feedback consumer with batches of SES events about e-mails that were sent just before. */
export async function timeFeedback(rex: BenchRex): Promise<Timed[]> {
  const tables = await openTables(rex.awsEndpoint);
  const handler = await loadHandler(rex, tables);
  const sent = await readSends(rex);
  const at = await rex.local.now();
  const timed: Timed[] = [];
  for (const size of [FEEDBACK_BATCH, SMALL]) {
    const batches: object[] = [];
    for (let n = 0; n < RUNS + WARM_UPS; n++) {
      const sends = sent.slice(0, size).map((send) => ({ ...send, cohort: `bench-${size}`, step: n + 1 }));
      await claimAll(tables.ledger, sends);
      batches.push({ Records: sends.map((send, i) => recordOf(send, { type: typeOf(i + n), at })) });
    }
    const times = await timesMs({ runs: RUNS, warmUps: WARM_UPS }, async (n) => {
      answerSchema.parse(await handler(batches[n]));
    });
    timed.push({ what: `SES events, batch of ${size}`, times, aim: '< 100' });
  }
  tables.client.destroy();
  return timed;
}

/** Entries of the ledger to make others of: those of the mission that ran before. */
async function readSends({ local, awsEndpoint }: BenchRex): Promise<Send[]> {
  const { missions } = await call(local.connection, missionRoutes.listMissions, {
    query: { state: 'COMPLETED', limit: 1 },
  });
  const [done] = missions;
  if (!done) throw new Error('No mission has sent anything.');
  const { sends } = await readMissionRecords(awsEndpoint, { workspace: WORKSPACE, missionId: done.id });
  if (sends.length < FEEDBACK_BATCH) throw new Error(`The mission has sent ${sends.length} e-mails only.`);
  return sends.map(justSent);
}

/** The entry as it was before anything came back. */
const justSent = (send: Send): Send => ({
  workspace: send.workspace,
  missionId: send.missionId,
  cohort: send.cohort,
  leadId: send.leadId,
  step: send.step,
  variant: send.variant,
  state: 'sent',
  channel: 'email',
  subject: send.subject,
  contentHash: send.contentHash,
  approvalId: send.approvalId,
  domain: send.domain,
  claimedAt: send.claimedAt,
  sentAt: send.sentAt,
  providerMessageId: send.providerMessageId,
});

async function claimAll(ledger: SendLedger, sends: readonly Send[]): Promise<void> {
  for (const send of sends) await enterMessage(ledger, send);
}

const typeOf = (n: number): SesEventType => KINDS[(n * SPREAD) % KINDS.length] ?? 'Delivery';

function recordOf(send: Send, { type, at }: { type: SesEventType; at: Date }) {
  const messageId = `${send.leadId}-${send.step}`;
  const Message = JSON.stringify(eventOf(send, type, at));
  return { messageId, body: JSON.stringify({ Type: 'Notification', MessageId: messageId, Message }) };
}

function eventOf(send: Send, type: SesEventType, at: Date): Record<string, unknown> {
  const details: SesEventDetails = { recipient: 'pat@mail.example', at, link: 'https://bench.example/' };
  const tags = {
    workspace: [send.workspace],
    mission: [send.missionId],
    cohort: [send.cohort],
    lead: [send.leadId],
    step: [String(send.step)],
  };
  const envelope = {
    id: send.providerMessageId ?? 'unknown',
    at: Date.parse(send.claimedAt),
    source: 'Ann <ann@mail.bench.example>',
    recipients: [details.recipient],
    subject: send.subject,
    headers: [],
    tags,
  };
  return sesEvent(type, envelope, details);
}

interface Tables {
  readonly client: DynamoDBClient;
  readonly ledger: SendLedger;
  readonly names: { readonly records: string; readonly events: string };
}

async function openTables(endpoint: string): Promise<Tables> {
  const client = new DynamoDBClient({ endpoint, region: REGION, credentials: CREDENTIALS });
  const { TableNames = [] } = await client.send(new ListTablesCommand({}));
  const nameOf = (part: string): string => {
    const name = TableNames.find((table) => table.toLowerCase().includes(part));
    if (name === undefined) throw new Error(`There is no table of ${part} among ${TableNames.join(', ')}.`);
    return name;
  };
  const names = { records: nameOf('records'), events: nameOf('events') };
  return { client, names, ledger: sendingStores({ records: new RecordTable(client, names.records) }).ledger };
}

/** The bundle reads its environment when it is imported. */
async function loadHandler({ home, awsEndpoint }: BenchRex, { names }: Tables): Promise<Handler> {
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: awsEndpoint,
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
    RECORDS_TABLE: names.records,
    EVENTS_TABLE: names.events,
    POWERTOOLS_SERVICE_NAME: 'rex',
  });
  const bundle = join(home, 'build', 'functions', 'consumers-feedback', 'index.mjs');
  return bundleSchema.parse(await import(pathToFileURL(bundle).href)).handler;
}
