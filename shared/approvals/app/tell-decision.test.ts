import { describe, expect, it } from 'vitest';
import { openRex, WORKSPACE } from '../../../test/memory/rex.ts';
import { sampleApproval } from '../../../test/support/samples.ts';
import { APPROVAL_STEP, tellDecision } from './tell-decision.ts';

/** A mission that waits for its approval by a token. */
async function waiting() {
  const rex = openRex();
  const { id } = await rex.mission({ state: 'EXECUTING' });
  await rex.step(id, APPROVAL_STEP, { state: 'waiting', total: 1, token: 't-1' });
  const tell = (change: Parameters<typeof sampleApproval>[0]) =>
    tellDecision(rex.ports, sampleApproval({ missionId: id, ...change }));
  return { ...rex, id, tell, step: () => rex.ports.missions.getStep(WORKSPACE, id, APPROVAL_STEP) };
}

describe('tellDecision', () => {
  it('lets the mission go on after a yes', async () => {
    const { tell, step, asked } = await waiting();
    await tell({ state: 'approved' });
    expect(await step()).toMatchObject({ state: 'done', done: ['decision'] });
    expect(asked.tokens).toEqual([{ token: 't-1' }]);
  });

  it('counts a yes once, and answers the token again, because the first answer may have been lost', async () => {
    const { tell, step, asked } = await waiting();
    await tell({ state: 'approved' });
    const first = await step();
    await tell({ state: 'approved' });
    expect(await step()).toEqual(first);
    expect(asked.tokens).toEqual([{ token: 't-1' }, { token: 't-1' }]);
  });

  it.each([
    ['a rejection with its reason', { state: 'rejected', reason: 'Too loud.' }, 'Rex.Rejected', 'Too loud.'],
    ['a rejection without a reason', { state: 'rejected' }, 'Rex.Rejected', 'no reason given'],
    ['an expired approval', { state: 'expired' }, 'Rex.Expired', 'Nobody answered in time.'],
  ] as const)('stops the mission after %s', async (_, change, error, cause) => {
    const { tell, step, asked } = await waiting();
    await tell(change);
    expect(asked.tokens).toEqual([{ token: 't-1', error, cause }]);
    expect(await step()).toMatchObject({ state: 'waiting', done: [] });
  });

  it.each(['pending', 'void'] as const)('tells nothing of an approval that is %s', async (state) => {
    const { tell, records, asked } = await waiting();
    const before = records();
    await tell({ state });
    expect(asked.tokens).toEqual([]);
    expect(records()).toEqual(before);
  });

  it('has nobody to tell while the step has no token, or is not there', async () => {
    const { tell, asked, ports, id } = await waiting();
    const known = await ports.missions.getStep(WORKSPACE, id, APPROVAL_STEP);
    if (known) await ports.missions.saveStep({ ...known, token: undefined });
    await tell({ state: 'rejected' });
    await tell({ state: 'rejected', missionId: `m_${'9'.repeat(26)}` });
    expect(asked.tokens).toEqual([]);
  });
});
