import type { Clock } from '../../kernel/clock.ts';
import { type WakeCohortsDeps, wakeCohorts } from '../../sending/app/wake-cohorts.ts';
import type { WorkspaceRecord, WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';
import { type PutSettings, putSettings } from '../../workspaces/app/put-settings.ts';

export interface ChangeSettingsDeps extends WakeCohortsDeps {
  readonly workspaces: WorkspaceStore;
  readonly clock: Clock;
}

/**
 * Replaces the settings and wakes the cohorts that wait to send: what they wait for may be what was changed, such as the
 * daily budget or the send window.
 * @throws RexError as `putSettings`
 */
export async function changeSettings(deps: ChangeSettingsDeps, input: PutSettings): Promise<WorkspaceRecord> {
  const saved = await putSettings(deps, input);
  await wakeCohorts(deps, input.workspace);
  return saved;
}
