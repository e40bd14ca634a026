import { describe, expect, it } from 'vitest';
import { openOutreach, personOf } from '../../../test/memory/outreach.ts';
import { WORKSPACE } from '../../../test/memory/rex.ts';
import { sampleApproval } from '../../../test/support/samples.ts';
import { listApprovals } from './list-approvals.ts';
import { summarizeApproval, viewApproval } from './view-approval.ts';

async function asked() {
  const rex = await openOutreach({ people: 3, steps: 2 });
  const approval = await rex.request();
  const view = (sample = 5, workspace = WORKSPACE) => viewApproval(rex.ports, workspace, approval.id, sample);
  return { ...rex, pending: approval, view };
}

describe('viewApproval', () => {
  it('shows the very messages that will go out, with the link of each left open', async () => {
    const rex = await asked();
    const { sample, digest, estimatedCostUsd, recipients } = await rex.view();
    expect({ digest, estimatedCostUsd, recipients }).toEqual({
      digest: rex.pending.digest,
      estimatedCostUsd: 0.0006,
      recipients: 3,
    });
    expect(sample).toHaveLength(5);
    expect(sample.every(({ text }) => text.includes('https://…/u/…'))).toBe(true);
    await rex.decide('approved');
    await rex.step(rex.id, 'outreach', { total: 1 });
    await rex.ports.cohorts.save({ ...(await rex.cohort()), state: 'active' });
    await rex.work();
    const sent = await rex.messages();
    const first = sample.filter(({ step }) => step === 1);
    expect(first.length).toBeGreaterThan(0);
    for (const shown of first) {
      const message = sent.find(({ leadId }) => leadId === shown.leadId);
      expect(message?.subject).toBe(shown.subject);
      expect(rex.mails.map(({ to }) => to)).toContain(shown.to);
    }
  });

  it('spreads its sample over people and steps, and shows the same at every look', async () => {
    const rex = await asked();
    const { sample } = await rex.view();
    expect(new Set(sample.map(({ leadId }) => leadId)).size).toBe(3);
    expect(new Set(sample.map(({ step }) => step))).toEqual(new Set([1, 2]));
    expect((await rex.view()).sample).toEqual(sample);
    expect((await rex.view(1)).sample).toEqual(sample.slice(0, 1));
    expect((await rex.view(0)).sample).toEqual([]);
  });

  it('has each person once before anybody twice, and every message where there are few', async () => {
    const rex = await asked();
    const three = (await rex.view(3)).sample;
    expect(new Set(three.map(({ leadId }) => leadId)).size).toBe(3);
    const all = (await rex.view(50)).sample;
    expect(new Set(all.map(({ leadId, step }) => `${leadId} ${step}`)).size).toBe(6);
    expect(all).toHaveLength(rex.pending.messages);
  });

  it('reads the drafts of no more cohorts than it shows messages, however many there are', async () => {
    const rex = await asked();
    const [cohort = ''] = Object.keys(rex.pending.cohorts);
    const names = Array.from({ length: 200 }, (_, n) => `${cohort}-${n}`);
    const approvals = Object.assign(Object.create(rex.ports.approvals), {
      get: async () => ({ ...rex.pending, cohorts: Object.fromEntries(names.map((name) => [name, 'd'])) }),
    });
    const read: string[] = [];
    const cohorts = Object.assign(Object.create(rex.ports.cohorts), {
      getDrafts: async (workspace: string, mission: string, name: string) => {
        read.push(name);
        return rex.ports.cohorts.getDrafts(workspace, mission, cohort);
      },
    });
    const leads = Object.assign(Object.create(rex.ports.leads), {
      getMany: async (_: string, ids: readonly string[]) => ids.map(() => personOf(1)),
    });
    const ports = { ...rex.ports, approvals, cohorts, leads };
    const { sample } = await viewApproval(ports, WORKSPACE, rex.pending.id, 5);
    expect(sample).toHaveLength(5);
    expect(new Set(read).size).toBe(5);
    expect(read).toHaveLength(5);
  });

  it('leaves out who was erased since, and what can no longer be built', async () => {
    const rex = await asked();
    const leads = Object.assign(Object.create(rex.ports.leads), {
      getMany: async () => [undefined, personOf(2), undefined],
    });
    expect((await viewApproval({ ...rex.ports, leads }, WORKSPACE, rex.pending.id, 3)).sample).toHaveLength(
      2,
    );
    const contents = Object.assign(Object.create(rex.ports.contents), { get: async () => undefined });
    expect((await viewApproval({ ...rex.ports, contents }, WORKSPACE, rex.pending.id, 3)).sample).toEqual([]);
  });

  it('does not find an approval of another workspace', async () => {
    const rex = await asked();
    await expect(rex.view(3, 'beta')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('says of an old approval what e-mails cost, and of one of the settings which change it is', () => {
    expect(summarizeApproval(sampleApproval({ messages: 10 })).estimatedCostUsd).toBe(0.001);
    const {
      missionId: _,
      cohorts: __,
      recipients: ___,
      messages: ____,
      blockedDrafts: _____,
      ...base
    } = sampleApproval();
    const change = { setting: 'dailyBudget', from: 1000, to: 500 } as const;
    const view = summarizeApproval({
      ...base,
      subject: 'settings',
      recommendationId: `r_${'0'.repeat(26)}`,
      sentence: 'Send less.',
      evidence: 'Complaints.',
      change,
      settingsVersion: 3,
    });
    expect(view).toMatchObject({
      subject: 'settings',
      missionId: null,
      recipients: 0,
      estimatedCostUsd: 0,
      change: { change, settingsVersion: 3, sentence: 'Send less.' },
    });
  });
});

describe('listApprovals', () => {
  it('lists the newest first, each once, and only what is asked for', async () => {
    const rex = await openOutreach();
    const ids = [1, 2, 3].map((n) => `a_${String(n).repeat(26)}`);
    for (const [i, id] of ids.entries())
      await rex.ports.approvals.create(sampleApproval({ id, state: i === 1 ? 'approved' : 'pending' }), []);
    const first = await listApprovals(rex.ports, WORKSPACE, { limit: 2 });
    const rest = await listApprovals(rex.ports, WORKSPACE, { limit: 2, cursor: first.cursor ?? '' });
    expect([...first.approvals, ...rest.approvals].map(({ id }) => id)).toEqual(ids.toReversed());
    expect(rest.cursor).toBeNull();
    const pending = await listApprovals(rex.ports, WORKSPACE, { state: 'pending', limit: 9 });
    expect(pending.approvals.map(({ id }) => id)).toEqual([ids[2], ids[0]]);
    expect((await listApprovals(rex.ports, 'beta', { limit: 9 })).approvals).toEqual([]);
    await expect(listApprovals(rex.ports, WORKSPACE, { limit: 9, cursor: 'x' })).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
    });
  });
});
