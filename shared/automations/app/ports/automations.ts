import type { RexEvent } from '../../../kernel/events.ts';
import type { Automation } from '../../domain/automation.ts';
import type { Run } from '../../domain/run.ts';

export interface AutomationStore {
  list(workspace: string): Promise<Automation[]>;
  get(workspace: string, id: string): Promise<Automation | undefined>;
  create(automation: Automation, events: readonly RexEvent[]): Promise<void>;
  /** Guarded by the version that was read. */
  save(automation: Automation, events: readonly RexEvent[]): Promise<Automation>;
  /** Guarded by the version that was read. */
  remove(automation: Automation, events: readonly RexEvent[]): Promise<void>;
}

/** The runs, one for each mission: the newest. */
export interface RunStore {
  get(workspace: string, missionId: string): Promise<Run | undefined>;
  /** @throws RexError VERSION_CONFLICT when the mission has one */
  create(run: Run): Promise<void>;
  /** Guarded by the version that was read. */
  save(run: Run, events: readonly RexEvent[]): Promise<Run>;
}
