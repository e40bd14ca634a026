import * as z from 'zod';
import { workspaceIdSchema } from '../../kernel/contract/common.ts';
import type { RexEvent } from '../../kernel/events.ts';
import { settingsKey } from '../../limits/adapters/keys.ts';
import { putVersioned } from '../../platform/adapters/dynamodb/event-put.ts';
import type { Expectation, RecordTable, TransactItem } from '../../platform/adapters/dynamodb/table.ts';
import { queryWork } from '../../platform/adapters/dynamodb/work-index.ts';
import type { WorkspaceRecord, WorkspaceStore } from '../app/ports/workspace.ts';
import type { WorkspaceRegistry } from '../app/ports/workspace-registry.ts';
import { settingsSchema } from '../contract/settings.ts';
import { workspaceWork } from './keys.ts';

/** Workspaces are always due, because the index is only used to list them: since before any time that is asked for. */
const REGISTERED = '0';
const ALWAYS = new Date(0);
const WORKSPACE_PARTITION = /^W#([^#]+)#WORKSPACE$/;

const workspaceRecordSchema = z.object({
  workspace: workspaceIdSchema,
  version: z.number().int(),
  settings: settingsSchema,
});

const registered = ({ workspace }: WorkspaceRecord) => ({
  workShard: workspaceWork.shardOf(workspace),
  workDueAt: REGISTERED,
});

/** The settings as part of another transaction. */
export const settingsItem = (
  records: RecordTable,
  record: WorkspaceRecord,
  expected: Expectation,
): TransactItem => records.putItem(settingsKey(record.workspace), record, expected, registered(record));

export class DynamoWorkspaceStore implements WorkspaceStore, WorkspaceRegistry {
  private readonly records: RecordTable;
  private readonly events: RecordTable;

  constructor(records: RecordTable, events: RecordTable) {
    this.records = records;
    this.events = events;
  }

  get(workspace: string): Promise<WorkspaceRecord | undefined> {
    return this.records.get(settingsKey(workspace), workspaceRecordSchema);
  }

  /** Also lists the workspace in the registry. */
  async save(record: WorkspaceRecord, expected: 'absent' | 'version', events: readonly RexEvent[]) {
    const key = settingsKey(record.workspace);
    return putVersioned(
      this.records,
      { key, record, expected, extra: registered(record) },
      this.events,
      events,
    );
  }

  async workspaces(): Promise<string[]> {
    const keys = await queryWork(this.records, workspaceWork, ALWAYS);
    return keys.flatMap(({ pk }) => WORKSPACE_PARTITION.exec(pk)?.slice(1, 2) ?? []);
  }
}
