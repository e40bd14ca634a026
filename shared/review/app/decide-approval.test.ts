import { describe, expect, it } from 'vitest';
import { dying, meanwhile } from '../../../test/memory/meanwhile.ts';
import { openOutreach } from '../../../test/memory/outreach.ts';
import { WORKSPACE } from '../../../test/memory/rex.ts';
import { DAY } from '../../kernel/clock.ts';
import { decideApproval, settleApproval } from './decide-approval.ts';

const stepOf = ({ ports, id }: Awaited<ReturnType<typeof openOutreach>>) =>
  ports.missions.getStep(WORKSPACE, id, 'approve');

async function asked() {
  const rex = await openOutreach();
  const approval = await rex.request();
  const decided = () => rex.told().filter(({ name }) => name === 'approval.decided');
  return { ...rex, pending: approval, decided, settle: () => settleApproval(rex.ports, WORKSPACE, rex.id) };
}

describe('decideApproval', () => {
  it('records who said yes to which digest, tells it once, and lets the mission go on', async () => {
    const rex = await asked();
    await rex.decide('approved');
    const approved = await rex.ports.approvals.get(WORKSPACE, rex.pending.id);
    expect(approved).toMatchObject({
      state: 'approved',
      decidedBy: 'ann',
      decidedAt: '2026-03-05T12:00:00.000Z',
      digest: rex.pending.digest,
      version: 2,
    });
    expect(rex.decided()).toMatchObject([
      {
        sequence: 2,
        actor: { kind: 'user', id: 'ann' },
        correlationId: (await rex.read(rex.id)).correlationId,
        data: { state: 'approved' },
      },
    ]);
    expect(await stepOf(rex)).toMatchObject({ state: 'done' });
    expect(rex.asked.tokens).toEqual([{ token: 't-approve' }]);
  });

  it('takes the same decision of the same person twice and records it once', async () => {
    const rex = await asked();
    await rex.decide('approved');
    await rex.decide('approved');
    expect(rex.decided()).toHaveLength(1);
    expect((await rex.ports.approvals.get(WORKSPACE, rex.pending.id))?.version).toBe(2);
  });

  it('tells the mission by asking again, when the process died between the record and the telling', async () => {
    const rex = await asked();
    const input = {
      workspace: WORKSPACE,
      id: rex.pending.id,
      subject: 'ann',
      outcome: 'approved',
      digest: rex.pending.digest,
      correlationId: 'c',
    } as const;
    const dead = { ...rex.ports, missions: dying(rex.ports.missions, 'saveStep') };
    await expect(decideApproval(dead, input)).rejects.toThrow('dies');
    expect(rex.asked.tokens).toEqual([]);
    await decideApproval(rex.ports, input);
    expect(rex.asked.tokens).toEqual([{ token: 't-approve' }]);
    expect(rex.decided()).toHaveLength(1);
  });

  it('stops the mission with the reason of whoever rejects it', async () => {
    const rex = await asked();
    await rex.decide('rejected', { reason: 'Too loud.' });
    expect(rex.asked.tokens).toEqual([{ token: 't-approve', error: 'Rex.Rejected', cause: 'Too loud.' }]);
    await rex.work();
    expect(rex.mails).toEqual([]);
  });

  it('refuses a yes to other messages than those that were looked at, names the digest, and changes nothing', async () => {
    const rex = await asked();
    const before = rex.records();
    await expect(rex.decide('approved', { digest: 'of yesterday' })).rejects.toMatchObject({
      code: 'CONFLICT',
      fields: [{ path: 'body.digest' }],
    });
    expect(rex.records()).toEqual(before);
    expect(rex.asked.tokens).toEqual([]);
  });

  it('decides once: a no after the yes of somebody else at the same moment is refused', async () => {
    const rex = await asked();
    const late = {
      ...rex.ports,
      approvals: meanwhile(rex.ports.approvals, 'get', () => rex.decide('approved')),
    };
    const input = { workspace: WORKSPACE, id: rex.pending.id, subject: 'bob', correlationId: 'c' };
    await expect(decideApproval(late, { ...input, outcome: 'rejected' })).rejects.toMatchObject({
      code: 'CONFLICT',
      message: 'This approval is approved already; a decision is made once.',
    });
    expect(rex.decided()).toHaveLength(1);
    expect(rex.asked.tokens).toEqual([{ token: 't-approve' }]);
  });

  it.each([
    ['an approval that is not there', { id: `a_${'9'.repeat(26)}` }],
    ['an approval of another workspace', { workspace: 'beta' }],
  ])('does not find %s', async (_, change) => {
    const rex = await asked();
    const before = rex.records();
    await expect(rex.decide('approved', change)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(rex.records()).toEqual(before);
  });
});

describe('settleApproval', () => {
  it('ends an approval that nobody answered in its week, which is never a yes', async () => {
    const rex = await asked();
    rex.pass(7 * DAY);
    await rex.settle();
    await rex.settle();
    expect(await rex.ports.approvals.get(WORKSPACE, rex.pending.id)).toMatchObject({
      state: 'expired',
      decidedBy: 'rex',
    });
    expect(rex.decided()).toMatchObject([{ actor: { kind: 'rex' }, data: { state: 'expired' } }]);
    expect(rex.asked.tokens.map(({ error }) => error)).toEqual(['Rex.Expired', 'Rex.Expired']);
    await expect(rex.decide('approved')).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('changes and tells nothing before the time is over', async () => {
    const rex = await asked();
    rex.pass(7 * DAY - 1);
    const before = rex.records();
    await rex.settle();
    expect(rex.records()).toEqual(before);
    expect(rex.asked.tokens).toEqual([]);
  });

  it('tells a mission again what was decided, and keeps a decision that came in time', async () => {
    const rex = await asked();
    await rex.decide('rejected', { reason: 'No.' });
    rex.pass(30 * DAY);
    await rex.settle();
    expect(rex.asked.tokens).toHaveLength(2);
    expect(rex.asked.tokens[1]).toEqual(rex.asked.tokens[0]);
    expect(rex.decided()).toHaveLength(1);
  });

  it('does not repeat an old no to a mission that a person has tried again since', async () => {
    const rex = await asked();
    await rex.decide('rejected', { reason: 'No.' });
    rex.asked.tokens.length = 0;
    rex.pass(1);
    const retriedAt = rex.ports.clock.now().toISOString();
    await rex.ports.missions.save({ ...(await rex.read(rex.id)), retriedAt });
    await rex.settle();
    expect(rex.asked.tokens).toEqual([]);
  });

  it('does nothing for a mission that is not there', async () => {
    const rex = await asked();
    await settleApproval(rex.ports, WORKSPACE, `m_${'9'.repeat(26)}`);
    await settleApproval(rex.ports, 'beta', rex.id);
    expect(rex.asked.tokens).toEqual([]);
  });
});
