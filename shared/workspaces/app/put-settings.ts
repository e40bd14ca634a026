import type { Clock } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import type { Cause } from '../../kernel/events.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import type { Settings } from '../contract/settings.ts';
import { settingsProblems } from '../domain/settings-problems.ts';
import { workspaceEvent } from '../domain/workspace-event.ts';
import type { WorkspaceRecord, WorkspaceStore } from './ports/workspace.ts';

export interface PutSettings {
  readonly workspace: string;
  readonly settings: Settings;
  readonly cause: Cause;
  /** That from which they were made; without it they replace whatever is there. */
  readonly version?: number | undefined;
}

/**
 * Replaces the settings. It may pause a workspace but never resumes one, because a body without `paused` would otherwise undo
 * a pause.
 * @throws RexError VALIDATION_FAILED for a time zone that does not exist or a send window that never opens; CONFLICT when they
 *   were made from another version
 */
export async function putSettings(
  { workspaces, clock }: { readonly workspaces: WorkspaceStore; readonly clock: Clock },
  { workspace, settings, cause, version }: PutSettings,
): Promise<WorkspaceRecord> {
  const fields = settingsProblems(settings);
  if (fields.length > 0) throw new RexError('VALIDATION_FAILED', 'The settings are not valid.', { fields });
  return retryOnConflict(async () => {
    const now = clock.now();
    const existing = await workspaces.get(workspace);
    if (version !== undefined && existing?.version !== version)
      throw new RexError(
        'CONFLICT',
        'The settings were changed since you read them. Read them again, and repeat your change.',
        {
          fields: [{ path: 'headers.if-match', message: `is not "${existing?.version ?? 0}"` }],
        },
      );
    if (!existing) {
      const created = { workspace, version: 1, settings };
      const event = workspaceEvent(created, 'workspace.created', cause, {}, now);
      return workspaces.save(created, 'absent', [event]);
    }
    const next = { ...settings, paused: settings.paused || existing.settings.paused };
    const changed = changedNames(existing, next);
    if (changed.length === 0) return existing;
    const after = { workspace, version: existing.version + 1 };
    const event = workspaceEvent(after, 'workspace.settings-changed', cause, { changed }, now);
    return workspaces.save({ ...existing, settings: next }, 'version', [event]);
  });
}

const changedNames = (existing: WorkspaceRecord, next: Settings): string[] => {
  const before = new Map(Object.entries(existing.settings));
  return Object.entries(next)
    .filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(before.get(name)))
    .map(([name]) => name);
};
