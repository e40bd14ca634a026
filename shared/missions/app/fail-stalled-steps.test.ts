import { describe, expect, it } from 'vitest';
import { type AtWork, atWork } from '../../../test/memory/at-work.ts';
import { WORKSPACE } from '../../../test/memory/rex.ts';
import { HOUR } from '../../kernel/clock.ts';
import { failStalledSteps } from './fail-stalled-steps.ts';

describe('failStalledSteps', () => {
  const fail = (rex: AtWork) => failStalledSteps(rex.ports, WORKSPACE, rex.id);

  it('fails a step that makes no progress, with the decision kept first', async () => {
    const rex = await atWork();
    await rex.step(rex.id, 'score', {
      token: 't-1',
      total: 3,
      done: ['1'],
      movedAt: '2026-03-05T12:00:00.000Z',
    });
    await fail(rex);
    expect(rex.asked.tokens).toEqual([]);
    rex.pass(48 * HOUR);
    expect(await rex.sweep(), 'notices it').toBe('running');
    expect(rex.asked.queue).toContainEqual({
      kind: 'fail-stalled-steps',
      workspace: WORKSPACE,
      missionId: rex.id,
    });
    await fail(rex);
    expect(rex.asked.tokens).toMatchObject([{ token: 't-1', error: expect.stringMatching(/^Rex\./) }]);
    const decisions = await rex.ports.missions.decisions(WORKSPACE, rex.id);
    expect(decisions.map(({ explanation }) => explanation)).toContain(rex.asked.tokens[0]?.cause);
  });

  it('leaves alone what waits for a person, what has no token, and a mission that does not execute', async () => {
    const rex = await atWork();
    await rex.step(rex.id, 'approve', { state: 'waiting', token: 't-1' });
    await rex.step(rex.id, 'score', { total: 3 });
    rex.pass(48 * HOUR);
    await fail(rex);
    await rex.step(rex.id, 'draft', { token: 't-2', total: 3 });
    await rex.change({ state: 'CANCELLED' });
    rex.pass(48 * HOUR);
    await fail(rex);
    await failStalledSteps(rex.ports, 'beta', rex.id);
    expect(rex.asked.tokens).toEqual([]);
  });
});
