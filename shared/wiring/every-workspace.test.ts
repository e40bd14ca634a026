import { describe, expect, it } from 'vitest';
import { everyWorkspace } from './every-workspace.ts';

const registry = { workspaces: async () => ['one', 'two', 'three'] };
const context = { awsRequestId: 'r1' };

describe('a job over every workspace', () => {
  it('runs for each workspace, and returns the number of changes', async () => {
    const seen: string[] = [];
    const handler = everyWorkspace(registry, async (workspace, correlationId) => {
      seen.push(`${workspace} ${correlationId}`);
      return 2;
    });
    expect(await handler({}, context)).toEqual({ changed: 6 });
    expect(seen).toEqual(['one r1', 'two r1', 'three r1']);
  });

  it('continues after a workspace that fails, and fails at the end', async () => {
    const seen: string[] = [];
    const handler = everyWorkspace(registry, async (workspace) => {
      seen.push(workspace);
      if (workspace === 'one') throw new Error('broken');
      return 0;
    });
    await expect(handler({}, context)).rejects.toThrow('The job failed for 1 of 3 workspaces.');
    expect(seen).toEqual(['one', 'two', 'three']);
  });
});
