import type { RexEvent } from '../../../kernel/events.ts';
import type { Settings } from '../../contract/settings.ts';

export interface WorkspaceRecord {
  readonly workspace: string;
  readonly version: number;
  readonly settings: Settings;
}

export interface WorkspaceStore {
  get(workspace: string): Promise<WorkspaceRecord | undefined>;
  save(
    record: WorkspaceRecord,
    expected: 'absent' | 'version',
    events: readonly RexEvent[],
  ): Promise<WorkspaceRecord>;
}
