import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { settingsKey } from '../../shared/limits/adapters/keys.ts';
import type { RecordTable } from '../../shared/platform/adapters/dynamodb/table.ts';
import { queryWork } from '../../shared/platform/adapters/dynamodb/work-index.ts';
import { workspaceWork } from '../../shared/workspaces/adapters/keys.ts';
import { openLocalTables } from './local-tables.ts';
import type { TestRex } from './test-rex.ts';

const ENDED: readonly string[] = ['COMPLETED', 'FAILED', 'CANCELLED'];
const WORKSPACE = /^W#([^#]+)#/;

/**
 * Ends what runs in these workspaces, or in all, and takes them off the list of those that scheduled jobs look after. Each
 * one that is left would cost every later jump of the clock as much as the one under test: 48 hours to close, to tell and
 * to push.
 */
export async function retireWorkspaces(rex: TestRex, workspaces?: readonly string[]): Promise<void> {
  const { records, close } = await openLocalTables(rex.awsEndpoint);
  try {
    const listed =
      workspaces ??
      (await queryWork(records, workspaceWork)).flatMap(({ pk }) => WORKSPACE.exec(pk)?.[1] ?? []);
    for (const workspace of listed) {
      await cancelMissions(rex, workspace);
      await unlist(records, workspace);
    }
    await rex.idle();
  } finally {
    close();
  }
}

/** The same for one whose missions have all ended. */
export async function unlistWorkspace(awsEndpoint: string, workspace: string): Promise<void> {
  const { records, close } = await openLocalTables(awsEndpoint);
  try {
    await unlist(records, workspace);
  } finally {
    close();
  }
}

async function unlist({ client, name }: RecordTable, workspace: string): Promise<void> {
  const update = { UpdateExpression: 'REMOVE workShard, workDueAt', TableName: name };
  await client.send(new UpdateCommand({ ...update, Key: settingsKey(workspace) }));
}

async function cancelMissions(rex: TestRex, workspace: string): Promise<void> {
  const token = await rex.token(workspace);
  const { missions } = (await rex.fetch('GET', '/api/rex/missions?limit=100', { token })).json;
  for (const { id, state } of missions) {
    if (ENDED.includes(state)) continue;
    await rex.fetch('POST', `/api/rex/missions/${id}/cancel`, { token, body: '{}' });
  }
}
