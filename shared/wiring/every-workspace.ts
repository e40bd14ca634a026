import { mapConcurrent } from '../kernel/concurrency.ts';
import { logFailure } from '../platform/runtime/logger.ts';
import { scheduled } from '../platform/runtime/scheduled.ts';
import type { WorkspaceRegistry } from '../workspaces/app/ports/workspace-registry.ts';

const WIDTH = 5;

/** A scheduled job over every workspace; one that fails keeps none of the others from it, and is told at the end. */
export const everyWorkspace = (
  registry: WorkspaceRegistry,
  work: (workspace: string, correlationId: string) => Promise<number>,
) =>
  scheduled(async (correlationId): Promise<{ changed: number }> => {
    const workspaces = await registry.workspaces();
    const results = await mapConcurrent(workspaces, WIDTH, async (workspace) => {
      try {
        return await work(workspace, correlationId);
      } catch (error) {
        logFailure('The scheduled job failed for a workspace.', error, { workspace });
        return undefined;
      }
    });
    const failed = results.filter((changed) => changed === undefined).length;
    if (failed > 0) throw new Error(`The job failed for ${failed} of ${workspaces.length} workspaces.`);
    return { changed: results.reduce<number>((sum, changed) => sum + (changed ?? 0), 0) };
  });
