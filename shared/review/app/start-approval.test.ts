import { describe, expect, it } from 'vitest';
import { dying } from '../../../test/memory/meanwhile.ts';
import { openOutreach } from '../../../test/memory/outreach.ts';
import { WORKSPACE } from '../../../test/memory/rex.ts';
import { approvalDigest, draftsDigest } from '../../approvals/domain/approval.ts';
import { EMAIL_USD } from '../../channels/domain/channel-terms.ts';
import { blockedDraft } from '../../drafting/domain/cohort.ts';
import { startApproval } from './start-approval.ts';

const requested = ({ told }: Awaited<ReturnType<typeof openOutreach>>) =>
  told()
    .map(({ name }) => name)
    .filter((name) => name.includes('requested'))
    .toSorted();
const draftsOf = async ({ ports, id }: Awaited<ReturnType<typeof openOutreach>>) => {
  const [drafts] = await ports.cohorts.listDrafts(WORKSPACE, id);
  if (!drafts) throw new Error('There are no drafts.');
  return drafts;
};

describe('startApproval', () => {
  it('asks for one decision that binds the digest of all drafts, and says how many and how dear they are', async () => {
    const rex = await openOutreach({ people: 3, steps: 2 });
    const approval = await rex.request();
    const drafts = await draftsOf(rex);
    const cohorts = { 'utc-0001': draftsDigest(drafts) };
    expect(approval).toMatchObject({
      state: 'pending',
      cohorts,
      digest: approvalDigest(cohorts),
      recipients: 3,
      messages: 6,
      costUsd: 0.0006,
      blockedDrafts: {},
      createdAt: '2026-03-05T12:00:00.000Z',
      expiresAt: '2026-03-12T12:00:00.000Z',
    });
    expect(await rex.read(rex.id)).toMatchObject({ approvalId: approval.id });
    expect(await rex.ports.missions.getStep(WORKSPACE, rex.id, 'approve')).toMatchObject({
      state: 'waiting',
      total: 1,
      done: [],
    });
    expect(requested(rex)).toEqual(['approval.requested', 'mission.approval-requested']);
    expect(rex.told().find(({ name }) => name === 'mission.approval-requested')?.data).toMatchObject({
      approvalId: approval.id,
    });
    expect(rex.asked.wakes).toEqual([
      {
        name: `${rex.id}-approval`,
        at: approval.expiresAt,
        message: { kind: 'settle-approval', workspace: WORKSPACE, missionId: rex.id },
      },
    ]);
    expect(rex.asked.tokens, 'nobody has decided').toEqual([]);
  });

  it('asks once, however often the step is started', async () => {
    const rex = await openOutreach();
    const first = await rex.request();
    const again = await rex.request();
    expect(again).toEqual(first);
    expect(requested(rex)).toHaveLength(2);
  });

  it('finds the approval that a process had created before it died', async () => {
    const rex = await openOutreach();
    await rex.step(rex.id, 'approve', { token: 't-approve' });
    const step = await rex.ports.missions.getStep(WORKSPACE, rex.id, 'approve');
    if (!step) throw new Error('There is no step.');
    const dead = { ...rex.ports, missions: dying(rex.ports.missions, 'save') };
    await expect(startApproval(dead, await rex.read(rex.id), step)).rejects.toThrow('dies');
    rex.pass(1000);
    const approval = await rex.request();
    expect(approval).toMatchObject({ version: 1, createdAt: '2026-03-05T12:00:00.000Z' });
    expect(requested(rex)).toEqual(['approval.requested', 'mission.approval-requested']);
  });

  it('counts what was blocked while drafting by its cause, and asks about the rest', async () => {
    const rex = await openOutreach({ people: 2, steps: 2 });
    const drafts = await draftsOf(rex);
    const leads = drafts.leads.map((lead, i) =>
      i === 0 ? { ...lead, messages: [lead.messages[0] ?? '', blockedDraft('TOO_LONG')] } : lead,
    );
    await rex.ports.cohorts.saveDrafts(WORKSPACE, rex.id, { ...drafts, leads });
    expect(await rex.request()).toMatchObject({
      recipients: 2,
      messages: 3,
      costUsd: 0.0003,
      blockedDrafts: { TOO_LONG: 1 },
    });
  });

  it('needs no approval where there is nobody to write to', async () => {
    const rex = await openOutreach({ people: 0 });
    await rex.request();
    expect(await rex.ports.missions.getStep(WORKSPACE, rex.id, 'approve')).toMatchObject({ state: 'done' });
    expect(rex.asked.tokens).toEqual([{ token: 't-approve' }]);
    expect(rex.asked.wakes).toEqual([]);
  });

  it('does not ask again who has decided, when an execution that took over starts the step', async () => {
    const rex = await openOutreach();
    await rex.request();
    await rex.decide('rejected', { reason: 'No.' });
    rex.asked.tokens.length = 0;
    rex.asked.wakes.length = 0;
    await rex.request();
    expect(rex.asked.tokens).toEqual([{ token: 't-approve', error: 'Rex.Rejected', cause: 'No.' }]);
    expect(rex.asked.wakes).toEqual([]);
    expect(requested(rex)).toHaveLength(2);
  });

  it('asks anew after a person has tried the rejected mission again', async () => {
    const rex = await openOutreach();
    const first = await rex.request();
    await rex.decide('rejected', { reason: 'No.' });
    rex.pass(1);
    const retriedAt = rex.ports.clock.now().toISOString();
    await rex.ports.missions.save({ ...(await rex.read(rex.id)), retriedAt });
    const second = await rex.request();
    expect(second).toMatchObject({ state: 'pending', digest: first.digest });
    expect(second.id).not.toBe(first.id);
    await rex.decide('rejected', { reason: 'Still no.' });
    rex.pass(1);
    await rex.ports.missions.save({
      ...(await rex.read(rex.id)),
      retriedAt: rex.ports.clock.now().toISOString(),
    });
    const third = await rex.request();
    expect(third.state).toBe('pending');
    expect([first.id, second.id]).not.toContain(third.id);
  });

  it('takes the price of an e-mail for drafts of before there were other channels', async () => {
    const rex = await openOutreach({ people: 1, steps: 2 });
    const drafts = await draftsOf(rex);
    const leads = drafts.leads.map(({ channels: _, ...lead }) => lead);
    await rex.ports.cohorts.saveDrafts(WORKSPACE, rex.id, { ...drafts, leads });
    expect((await rex.request()).costUsd).toBe(Math.round(2 * EMAIL_USD * 1e6) / 1e6);
  });

  it('asks nobody when the approval cannot be stored', async () => {
    const rex = await openOutreach();
    const approvals = dying(rex.ports.approvals, 'create');
    await rex.step(rex.id, 'approve', { token: 't-approve' });
    const step = await rex.ports.missions.getStep(WORKSPACE, rex.id, 'approve');
    if (!step) throw new Error('There is no step.');
    await expect(startApproval({ ...rex.ports, approvals }, await rex.read(rex.id), step)).rejects.toThrow(
      'dies',
    );
    expect((await rex.read(rex.id)).approvalId).toBeUndefined();
    expect(rex.asked.wakes).toEqual([]);
  });
});
