import { RexError } from '../../kernel/errors.ts';
import type { Settings } from '../contract/settings.ts';
import type { WorkspaceStore } from './ports/workspace.ts';

/** @throws RexError NOT_FOUND until settings have been put. */
export async function getSettings(
  { workspaces }: { readonly workspaces: WorkspaceStore },
  workspace: string,
): Promise<{ settings: Settings; version: number }> {
  const record = await workspaces.get(workspace);
  if (!record) throw new RexError('NOT_FOUND', 'This workspace has no settings yet.');
  const { settings, version } = record;
  return { settings, version };
}
