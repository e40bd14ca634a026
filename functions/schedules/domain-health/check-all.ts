import type { WorkspaceRegistry } from '../../../shared/app/ports/workspace-registry.ts';
import { mapConcurrent } from '../../../shared/kernel/concurrency.ts';
import { logFailure } from '../../../shared/runtime/logger.ts';

const WIDTH = 5;

/** Checks every workspace; one that fails keeps none of the others from it, and is told at the end. */
export const healthChecker =
  (registry: WorkspaceRegistry, check: (workspace: string, correlationId: string) => Promise<number>) =>
  async (
    _event: unknown,
    { awsRequestId }: { readonly awsRequestId: string },
  ): Promise<{ changed: number }> => {
    const workspaces = await registry.workspaces();
    const results = await mapConcurrent(workspaces, WIDTH, async (workspace) => {
      try {
        return await check(workspace, awsRequestId);
      } catch (error) {
        logFailure('The health check of a workspace failed.', error, { workspace });
        return undefined;
      }
    });
    const failed = results.filter((changed) => changed === undefined).length;
    if (failed > 0) throw new Error(`${failed} of ${workspaces.length} workspaces could not be checked.`);
    return { changed: results.reduce<number>((sum, changed) => sum + (changed ?? 0), 0) };
  };
