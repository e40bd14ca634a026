import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, ListBucketsCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { RecordTable } from '../../shared/platform/adapters/dynamodb/table.ts';
import { everything } from '../support/aws.ts';
import { answer } from '../support/inbound-mail.ts';
import { shareTestRex, type TestRex } from '../support/test-rex.ts';
import { DAY, HOUR, MINUTE, openWorkspace, type TestWorkspace } from '../support/test-workspace.ts';
import { expectCatalogued } from '../support/told-events.ts';

const ADDRESS = 'ann.archer@gone.example';
const OTHER = 'ben.baker@gone.example';
const PHONE = '4915112345678';

let rex: TestRex;
let ws: TestWorkspace;
beforeAll(async () => {
  rex = await shareTestRex();
  ws = await openWorkspace(rex, 'gone');
});
afterAll(() => rex?.stop());

/** Where the person is named: every table and every bucket of this Rex. */
async function placesOf(names: RegExp): Promise<string[]> {
  const options = {
    endpoint: rex.awsEndpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  const client = new DynamoDBClient(options);
  const s3 = new S3Client({ ...options, forcePathStyle: true });
  const found: string[] = [];
  const { TableNames = [] } = await client.send(new ListTablesCommand({}));
  for (const name of TableNames) {
    const items = await everything(new RecordTable(client, name));
    for (const item of items)
      if (names.test(JSON.stringify(item))) found.push(`${name} ${item['pk']} ${item['sk']}`);
  }
  const { Buckets = [] } = await s3.send(new ListBucketsCommand());
  for (const { Name: Bucket } of Buckets) {
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
    for (const { Key } of Contents) {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
      if (names.test((await Body?.transformToString()) ?? '')) found.push(`${Bucket} ${Key}`);
    }
  }
  client.destroy();
  return found;
}

it('a person who asked for it is nowhere any more, the others go on, and a later import stays suppressed', async () => {
  const csv = `email,first name,last name,phone\n${ADDRESS},Ann,Archer,+${PHONE}\n${OTHER},Ben,Baker,\n`;
  await ws.importCsv(csv);
  const missionId = await ws.createMission({ steps: 2 });
  await ws.approve(missionId);
  await rex.runUntilIdle(HOUR);
  const mail = (await ws.mails()).find(({ to }) => to === ADDRESS);
  await answer(rex, mail!, 'Please erase everything that you have of me. Ann Archer');
  const leadId = await ws.leadId(ADDRESS);
  // What a member answers is noted beside the message, and goes with the person.
  const { conversations } = (await ws.call('GET', '/api/inbox')).json;
  const [{ id: conversation }] = conversations;
  const answered = await ws.call('POST', `/api/inbox/${conversation}/answers`, { text: 'We will.' });
  expect(answered.status, answered.text).toBe(202);
  // The lease of the mission's own mail has to end first.
  await rex.advance(30 * MINUTE);
  await rex.idle();
  expect((await placesOf(/ANSWERED_MESSAGE/)).join('\n')).toContain(`${leadId} ANSWERED_MESSAGE#`);
  const names = new RegExp(`${ADDRESS.replaceAll('.', '\\.')}|Ann Archer|${PHONE}|${leadId.slice(2)}`, 'i');
  expect((await placesOf(names)).length).toBeGreaterThan(8);

  const exported = await ws.call('GET', `/api/leads/${leadId}/export`);
  expect(exported.status).toBe(200);
  expect(exported.json).toMatchObject({
    records: { lead: [{ profile: { address: ADDRESS } }], inbound: [expect.anything()] },
    messages: [expect.objectContaining({ step: 1 })],
    mails: [{ raw: expect.any(String) }],
  });
  expect(exported.text).not.toContain(OTHER);

  const path = `/api/leads/${leadId}/erase`;
  const body = { reason: 'Their letter of 3 May' };
  expect((await ws.call('POST', path, body, { role: 'operator' })).status).toBe(403);
  expect((await ws.call('POST', path, body)).status).toBe(202);
  await rex.idle();
  const [erasure] = (await ws.call('GET', '/api/erasures')).json.erasures;
  // The uploaded file; the mail went with its record.
  expect(erasure).toMatchObject({ state: 'COMPLETED', reason: body.reason, counts: { files: 1 } });
  expect(await placesOf(names)).toEqual([]);

  await rex.runUntilIdle(5 * DAY);
  const sent = (await ws.mails()).map(({ to }) => to).toSorted();
  expect(sent).toEqual([ADDRESS, ADDRESS, OTHER, OTHER].toSorted());

  await ws.importCsv(csv);
  expect((await ws.explain(ADDRESS)).lead.suppressed).toMatchObject({ reason: 'erased' });
  expect((await ws.explain(OTHER)).lead.suppressed).toBeNull();
  await expectCatalogued(rex);
}, 60_000);
