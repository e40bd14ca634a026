import { mapConcurrent } from '../kernel/concurrency.ts';
import { logFailure } from '../platform/runtime/logger.ts';
import { scheduled } from '../platform/runtime/scheduled.ts';
import type { WorkspaceRegistry } from '../workspaces/app/ports/workspace-registry.ts';

const WIDTH = 5;

/** Work in every workspace; one that fails keeps none of the others from it, and is told at the end. */
export async function inEveryWorkspace(
  registry: WorkspaceRegistry,
  work: (workspace: string) => Promise<number>,
): Promise<number> {
  const workspaces = await registry.workspaces();
  const results = await mapConcurrent(workspaces, WIDTH, async (workspace) => {
    try {
      return await work(workspace);
    } catch (error) {
      logFailure('The scheduled job failed for a workspace.', error, { workspace });
      return undefined;
    }
  });
  const failed = results.filter((changed) => changed === undefined).length;
  if (failed > 0) throw new Error(`The job failed for ${failed} of ${workspaces.length} workspaces.`);
  return results.reduce<number>((sum, changed) => sum + (changed ?? 0), 0);
}

/** A scheduled job over every workspace. */
export const everyWorkspace = (
  registry: WorkspaceRegistry,
  work: (workspace: string, correlationId: string) => Promise<number>,
) =>
  scheduled(
    async (correlationId): Promise<{ changed: number }> => ({
      changed: await inEveryWorkspace(registry, (workspace) => work(workspace, correlationId)),
    }),
  );
