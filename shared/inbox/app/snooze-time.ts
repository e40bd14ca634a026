import { beginOfDay } from '../../replies/domain/absence.ts';
import type { WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';

/** An instant of what a member named: an instant, or a day, which begins in the time zone of the workspace. */
export async function snoozeTime(
  { workspaces }: { readonly workspaces: Pick<WorkspaceStore, 'get'> },
  workspace: string,
  until: string,
): Promise<string> {
  if (until.includes('T')) return new Date(until).toISOString();
  const timeZone = (await workspaces.get(workspace))?.settings.timeZone ?? 'UTC';
  return beginOfDay(until, timeZone)?.toISOString() ?? until;
}
