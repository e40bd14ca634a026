import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { call } from '../../console/cli/api-client.ts';
import { makeDemoFiles } from '../../console/cli/demo/make-files.ts';
import { approvalRoutes } from '../../shared/approvals/contract/routes.ts';
import { leadRoutes } from '../../shared/leads/contract/routes.ts';
import { stateCountsKey } from '../../shared/missions/adapters/keys.ts';
import { missionRoutes } from '../../shared/missions/contract/routes.ts';
import { openLocalTables } from '../support/local-tables.ts';
import { type BenchRex, WORKSPACE } from './bench-rex.ts';
import { copyHistory } from './history.ts';
import type { Names } from './large-requests.ts';
import type { Progress } from './section.ts';
import { importFile, runWholeMission } from './whole-mission.ts';

/** How many people are imported for the mission that ends, and for the one that waits. */
export interface StorySize {
  readonly leadsOfMission: number;
  readonly leadsWaiting: number;
}

interface Story extends Names {
  /** The file of the DynamoDB engine. */
  readonly file: string;
  /** How many people there are. */
  readonly leads: number;
}

/** A mission to its end, another that waits for its approval, and a third import; stops Rex. */
export async function tellStory(rex: BenchRex, size: StorySize, progress: Progress): Promise<Story> {
  const { connection } = rex.local;
  const asOf = new Date().toISOString().slice(0, 10);
  progress('one mission, which becomes many');
  await runWholeMission(rex, {
    name: 'History',
    ...makeDemoFiles({ count: size.leadsOfMission, seed: 1, asOf }),
    asOf,
    steps: 1,
  });
  const { missions } = await call(connection, missionRoutes.listMissions, { query: {} });
  const { leads, orders } = makeDemoFiles({ count: size.leadsWaiting, seed: 2, asOf });
  await importFile(rex, 'leads', leads);
  await importFile(rex, 'orders', orders);
  const { id: mission } = await call(connection, missionRoutes.createMission, {
    body: { type: 'lead_reactivation', name: 'Waits', params: { asOf, steps: 1 } },
  });
  let approval: string | null = null;
  while (approval === null) {
    await rex.idle();
    await delay(500);
    const view = await call(connection, missionRoutes.getMission, { params: { id: mission } });
    if (view.state === 'FAILED' || view.state === 'COMPLETED')
      throw new Error(`The mission is ${view.state}.`);
    approval = view.approvalId;
  }
  const ended = missions[0]?.id ?? '';
  const people = await peopleOf(rex, ended);
  await rex.stop();
  return { file: join(rex.home, 'dynamodb.db'), mission, approval, ended, ...people };
}

/** Somebody whom the mission wrote to, and somebody whom it did not. */
async function peopleOf(rex: BenchRex, mission: string) {
  const { connection } = rex.local;
  const query = { limit: 100 };
  const { leads } = await call(connection, leadRoutes.listLeads, { query });
  const { messages } = await call(connection, approvalRoutes.listMessages, {
    query: { ...query, missionId: mission },
  });
  const reached = new Set(messages.map(({ leadId }) => leadId));
  const contacted = leads.find(({ id }) => reached.has(id));
  const untouched = leads.find(({ id }) => !reached.has(id));
  if (!contacted || !untouched) throw new Error('The mission wrote to everybody, or to nobody.');
  return { contacted: contacted.id, email: contacted.email, untouched: untouched.id, leads: leads.length };
}

/** What happened in the story, so often, in that workspace or in another; Rex does not run. */
export const copyStory = (
  { file, mission }: Story,
  copies: { readonly to: string; readonly missions: number; readonly imports: number },
): number => copyHistory({ ...copies, file, from: WORKSPACE, except: mission });

/** As the ends of the copies would have counted. */
export async function countCompleted(
  { awsEndpoint }: BenchRex,
  missions: Readonly<Record<string, number>>,
): Promise<void> {
  const tables = await openLocalTables(awsEndpoint);
  for (const [workspace, by] of Object.entries(missions)) {
    await tables.records.client.send(
      new UpdateCommand({
        TableName: tables.records.name,
        Key: stateCountsKey(workspace, 0),
        UpdateExpression: 'ADD COMPLETED :by',
        ExpressionAttributeValues: { ':by': by },
      }),
    );
  }
  tables.close();
}
