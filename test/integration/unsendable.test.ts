import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { settingsKey } from '../../shared/limits/adapters/keys.ts';
import { type LocalTables, openLocalTables } from '../support/local-tables.ts';
import { shareTestRex, type TestRex } from '../support/test-rex.ts';
import { HOUR, leadsCsv, openWorkspace, type TestWorkspace } from '../support/test-workspace.ts';

let rex: TestRex;
let tables: LocalTables;
let ws: TestWorkspace;
beforeAll(async () => {
  rex = await shareTestRex();
  tables = await openLocalTables(rex.awsEndpoint);
  ws = await openWorkspace(rex, 'unsendable');
});
afterAll(async () => {
  tables?.close();
  await rex?.stop();
});

/** As a home of before control characters were refused may have it. */
const storeSenderName = (name: string) =>
  tables.records.client.send(
    new UpdateCommand({
      TableName: tables.records.name,
      Key: { ...settingsKey(ws.id) },
      UpdateExpression: 'SET settings.senderName = :name',
      ExpressionAttributeValues: { ':name': name },
    }),
  );

it('a mission whose messages cannot be built fails, says why, and raises an alert', async () => {
  const people = ['a@unsendable.example', 'b@unsendable.example', 'c@unsendable.example'];
  await ws.importCsv(leadsCsv(people));
  await storeSenderName('Ele\tna');
  const id = await ws.createMission({ collectDays: 7 });
  await ws.approve(id);
  await rex.runUntilIdle(HOUR);
  const mission = await ws.mission(id);
  expect([mission.state, mission.reason]).toEqual(['FAILED', expect.stringContaining('from.name')]);
  expect(mission.report?.messages).toMatchObject({ sent: 0, unknown: 0, rejected: 3 });
  expect(mission.outcome?.criteria).toContainEqual(
    expect.objectContaining({ name: 'could-send', met: false }),
  );
  const messages = await ws.messages(id);
  expect(messages.map(({ state }) => state)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(messages[0].reason).toContain('from.name holds a line break or another control character');
  const { alerts } = (await ws.call('GET', '/api/rex/alerts')).json;
  expect(alerts).toContainEqual(
    expect.objectContaining({ type: 'mission.failed', message: expect.stringContaining('from.name') }),
  );
  expect(await ws.mails()).toEqual([]);
});

it('a mission whose messages cannot be drafted fails too, and says where to look', async () => {
  // Nobody sees it, so there is no name to sign with.
  await storeSenderName('\u200b');
  const id = await ws.createMission();
  const { blockedDrafts, messages } = await ws.approvalOf(id);
  expect([messages, blockedDrafts]).toEqual([0, { MISSING_VARIABLE: 6 }]);
  await ws.approve(id);
  await rex.runUntilIdle(HOUR);
  const mission = await ws.mission(id);
  expect([mission.state, mission.reason]).toEqual(['FAILED', expect.stringMatching(/rex approvals show a_/)]);
  expect(mission.report?.messages).toMatchObject({ sent: 0, blockedBy: { DRAFT_BLOCKED: 3 } });
});

it('settings that do not fit into a mail header are refused by name, and change nothing', async () => {
  const before = (await ws.call('GET', '/api/rex/settings')).json;
  for (const [field, value] of [
    ['senderName', 'A\tB'],
    ['brandName', 'A\tB'],
    ['senderName', '\u200b'],
    ['brandName', '\u{e0041}'],
    ['senderLocalPart', 'hello.'],
    ['senderLocalPart', 'a..b'],
  ] as const) {
    const answer = await ws.call('PUT', '/api/rex/settings', {
      ...before,
      senderName: 'Ann',
      brandName: 'Acme',
      [field]: value,
    });
    expect([answer.status, answer.json.fields?.[0]?.path]).toEqual([400, `body.${field}`]);
  }
  expect((await ws.call('GET', '/api/rex/settings')).json).toEqual(before);
});
