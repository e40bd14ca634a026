import { describe, expect, it } from 'vitest';
import { healthChecker } from './check-all.ts';

const registry = { workspaces: async () => ['one', 'two', 'three'] };
const context = { awsRequestId: 'r1' };

describe('schedules/domain-health', () => {
  it('checks every workspace and says how many domains changed', async () => {
    const seen: string[] = [];
    const handler = healthChecker(registry, async (workspace, correlationId) => {
      seen.push(`${workspace} ${correlationId}`);
      return 2;
    });
    expect(await handler({}, context)).toEqual({ changed: 6 });
    expect(seen).toEqual(['one r1', 'two r1', 'three r1']);
  });

  it('goes on after one that fails, and says so at the end', async () => {
    const seen: string[] = [];
    const handler = healthChecker(registry, async (workspace) => {
      seen.push(workspace);
      if (workspace === 'one') throw new Error('broken');
      return 0;
    });
    await expect(handler({}, context)).rejects.toThrow('1 of 3 workspaces could not be checked.');
    expect(seen).toEqual(['one', 'two', 'three']);
  });
});
