import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestRex, type TestRex } from '../support/test-rex.ts';
import { leadsCsv, openWorkspace } from '../support/test-workspace.ts';

let rex: TestRex;
beforeAll(async () => {
  rex = await startTestRex();
});
afterAll(() => rex?.stop());

it('one correlation id leads from the request to the last event, and every event says what caused it', async () => {
  const ws = await openWorkspace(rex, 'traced');
  await ws.importCsv(leadsCsv(['ann@traced.example', 'bob@traced.example']));
  const token = await rex.token('traced');
  const created = await rex.fetch('POST', '/api/rex/missions', {
    token,
    body: JSON.stringify({ type: 'lead_reactivation', params: { steps: 2, collectDays: 1, holdout: 0 } }),
    headers: { 'x-correlation-id': 'the-one-request' },
  });
  await ws.approve(created.json.id);
  await rex.runUntilIdle(30 * 86_400_000);
  expect(await ws.mission(created.json.id)).toMatchObject({ state: 'COMPLETED' });

  const table = DynamoDBDocumentClient.from(
    new DynamoDBClient({
      endpoint: rex.awsEndpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    }),
  );
  const events: Record<string, string>[] = [];
  let start: Record<string, unknown> | undefined;
  do {
    const page = await table.send(
      new ScanCommand({ TableName: await eventsTable(table), ExclusiveStartKey: start }),
    );
    events.push(...((page.Items ?? []) as Record<string, string>[]));
    start = page.LastEvaluatedKey;
  } while (start);
  const ofMission = events.filter(
    ({ pk, name }) =>
      pk === `W#traced#MISSION#${created.json.id}` ||
      name === 'cohort.worked' ||
      name?.startsWith('approval.'),
  );
  const names = new Set(ofMission.map(({ name }) => name));
  for (const name of ['mission.created', 'mission.transitioned', 'approval.requested', 'cohort.worked']) {
    expect(names, name).toContain(name);
  }
  expect(new Set(ofMission.map(({ correlationId }) => correlationId))).toEqual(new Set(['the-one-request']));
  expect(events.filter(({ causationId }) => !causationId).map(({ name }) => name)).toEqual([]);
});

async function eventsTable(table: DynamoDBDocumentClient): Promise<string> {
  const { ListTablesCommand } = await import('@aws-sdk/client-dynamodb');
  const { TableNames = [] } = await table.send(new ListTablesCommand({}));
  const name = TableNames.find((each) => /event/i.test(each));
  if (!name) throw new Error('There is no table of events.');
  return name;
}
