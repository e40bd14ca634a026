import { describe, expect, it } from 'vitest';
import { type AtWork, atWork } from '../../../test/memory/at-work.ts';
import { type RunStepDeps, runStep } from './run-step.ts';

describe('runStep', () => {
  const run = async (rex: AtWork, change: Partial<RunStepDeps> = {}, input: object = {}) => {
    const begun: string[] = [];
    const deps: RunStepDeps = {
      ...rex.ports,
      starters: { score: async (_, step) => void begun.push(step.token ?? '') },
      run: async ({ attempt }, act) => {
        begun.push(attempt);
        await act();
      },
      ...change,
    };
    await runStep(deps, { ...rex.execution, step: 'score', token: 't-1', ...input });
    return begun;
  };

  it('opens the step under the token of this execution and starts its work', async () => {
    const rex = await atWork();
    expect(await run(rex)).toEqual(['1.0', 't-1']);
    expect(await rex.stepOf('score')).toMatchObject({ state: 'running', token: 't-1', total: -1 });
    expect(await run(rex, {}, { token: 't-2' }), 'by an execution that took over').toEqual(['1.0', 't-2']);
  });

  it('releases a step that is complete, and does its work not again', async () => {
    const rex = await atWork();
    await rex.step(rex.id, 'score', { total: 1, done: ['1'] });
    expect(await run(rex)).toEqual([]);
    expect(rex.asked.tokens).toEqual([{ token: 't-1' }]);
    expect(await rex.stepOf('score')).toMatchObject({ state: 'done' });
  });

  it('tells a superseded execution that there is nothing to wait for', async () => {
    const rex = await atWork();
    await rex.change({ attempt: 2 });
    expect(await run(rex)).toEqual([]);
    expect(rex.asked.tokens).toMatchObject([{ token: 't-1', error: 'Rex.Superseded' }]);
    expect(await rex.stepOf('score')).toBeUndefined();
  });

  it('refuses a step that no agent does, before it is opened', async () => {
    const rex = await atWork();
    await expect(run(rex, {}, { step: 'fly' })).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
    expect(await rex.stepOf('fly')).toBeUndefined();
  });
});
