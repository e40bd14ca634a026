import { beforeEach, describe, expect, it } from 'vitest';
import { openMemory } from '../../../test/memory/tables.ts';
import { stores } from '../../../test/support/stores.ts';
import { addMs, DAY } from '../../kernel/clock.ts';
import { newId } from '../../kernel/ids.ts';
import { putSettings } from '../../workspaces/app/put-settings.ts';
import { type Settings, settingsSchema } from '../../workspaces/contract/settings.ts';
import { decideChange, expireChange } from './decide-change.ts';
import { recordFindings } from './record-findings.ts';
import { requestChange } from './request-change.ts';

const tables = openMemory();

const START = new Date('2026-04-04T10:00:00Z');
const causedBy = (id: string) => ({ actor: { kind: 'user', id }, correlationId: 'r' }) as const;

async function world(workspace: string) {
  let now = START;
  const clock = { now: () => now };
  const deps = {
    ...stores(tables),
    clock,
  };
  const settings = settingsSchema.parse({
    brandName: 'Acme',
    senderName: 'Ann',
    postalAddress: '1 Main Street',
    website: 'https://acme.example',
  });
  const put = (change: Partial<Settings>) =>
    putSettings(deps, { workspace, settings: { ...settings, ...change }, cause: causedBy('owner') });
  await put({});
  const finding = {
    kind: 'deliverability',
    cause: 'bounces',
    sentence: 'Send less.',
    evidence: '40 of 1000 bounced.',
    change: { setting: 'dailyBudget', from: 10_000, to: 300 },
  } as const;
  await recordFindings(deps.recommendations, [finding], { workspace, missionId: newId('m', now), now }, 'c');
  const { latest } = await deps.recommendations.ofCause(workspace, 'deliverability', 'bounces');
  const id = String(latest?.id);
  const recommendation = async () => (await deps.recommendations.get(workspace, id))!;
  const approval = async () => {
    const found = await deps.approvals.get(workspace, String((await recommendation()).approvalId));
    if (found?.subject !== 'settings') throw new Error('No approval of a change.');
    return found;
  };
  const decide = async (outcome: 'approved' | 'rejected', by = 'ben', digest?: string) => {
    const asked = await approval();
    return decideChange(deps, asked, {
      outcome,
      ...(outcome === 'approved' ? { digest: digest ?? asked.digest } : { reason: 'No.' }),
      cause: causedBy(by),
    });
  };
  return {
    deps,
    put,
    decide,
    recommendation,
    approval,
    request: (by = 'ann') => requestChange(deps, { workspace, id, cause: causedBy(by) }),
    settings: async () => (await deps.workspaces.get(workspace))!,
    pass: (ms: number) => {
      now = addMs(now, ms);
    },
    told: async (prefix: string) =>
      tables.database
        .everything('events')
        .filter(({ pk }) => String(pk).startsWith(`W#${workspace}#${prefix}`))
        .map(({ name, sequence }) => `${sequence} ${name}`)
        .toSorted(),
  };
}

describe('the change of a recommendation', () => {
  let rex: Awaited<ReturnType<typeof world>>;
  let count = 0;
  beforeEach(async () => {
    count += 1;
    rex = await world(`change${count}`);
  });

  it('is requested once, even on concurrent requests, and changes nothing yet', async () => {
    const asked = await Promise.all(['ann', 'ann', 'ben'].map((by) => rex.request(by)));
    expect(new Set(asked.map(({ approvalId }) => approvalId)).size).toBe(1);
    expect(asked[0]).toMatchObject({ state: 'requested' });
    expect(await rex.told('APPROVAL#')).toEqual(['1 approval.requested']);
    expect((await rex.settings()).settings.dailyBudget).toBe(10_000);
  });

  it('is made once with its events when it is approved, even on concurrent approvals', async () => {
    await rex.request();
    const { version } = await rex.settings();
    const decided = await Promise.all(Array.from({ length: 4 }, () => rex.decide('approved')));
    expect(new Set(decided.map(({ state }) => state))).toEqual(new Set(['approved']));
    expect(await rex.settings()).toMatchObject({ version: version + 1, settings: { dailyBudget: 300 } });
    expect(await rex.recommendation()).toMatchObject({ state: 'applied', settledBy: 'ben' });
    expect(await rex.told('APPROVAL#')).toEqual(['1 approval.requested', '2 approval.decided']);
    expect(await rex.told('RECOMMENDATION#')).toEqual([
      '1 recommendation.made',
      '2 recommendation.requested',
      '3 recommendation.applied',
    ]);
    expect(await rex.told('WORKSPACE#')).toEqual(['1 workspace.created', '2 workspace.settings-changed']);
    await expect(rex.decide('rejected')).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(rex.request()).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('is not approved by the digest of another change', async () => {
    await rex.request();
    await expect(rex.decide('approved', 'ben', 'other')).rejects.toThrow(/not that which was looked at/);
    expect(await rex.approval()).toMatchObject({ state: 'pending' });
  });

  it('stays valid when other settings change meanwhile', async () => {
    await rex.request();
    await rex.put({ sendsPerSecond: 3 });
    await rex.decide('approved');
    expect((await rex.settings()).settings).toMatchObject({ sendsPerSecond: 3, dailyBudget: 300 });
  });

  it('becomes void with a message when its setting changes meanwhile', async () => {
    await rex.request();
    await rex.put({ dailyBudget: 5000 });
    await expect(rex.decide('approved')).rejects.toThrow(/void. dailyBudget is 5000 by now and not 10000/);
    expect(await rex.approval()).toMatchObject({ state: 'void', reason: expect.stringMatching(/5000/) });
    expect(await rex.recommendation()).toMatchObject({ state: 'superseded' });
    expect((await rex.settings()).settings.dailyBudget).toBe(5000);
    expect(await rex.told('APPROVAL#')).toEqual(['1 approval.requested', '2 approval.voided']);
    await expect(rex.decide('approved')).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('is not requested when its setting has changed already', async () => {
    await rex.put({ dailyBudget: 5000 });
    await expect(rex.request()).rejects.toThrow(/5000 by now/);
    expect(await rex.recommendation()).toMatchObject({ state: 'superseded' });
    expect(await rex.told('APPROVAL#')).toEqual([]);
  });

  it('dismisses its recommendation when it is rejected', async () => {
    await rex.request();
    await rex.decide('rejected');
    expect(await rex.recommendation()).toMatchObject({ state: 'dismissed', reason: 'No.' });
    expect((await rex.settings()).settings.dailyBudget).toBe(10_000);
  });

  it('opens its recommendation again when its approval expires, and can be requested again', async () => {
    await rex.request();
    const first = await rex.approval();
    await expireChange(rex.deps, first);
    expect(await rex.approval()).toMatchObject({ state: 'pending' });
    rex.pass(7 * DAY);
    await expect(rex.decide('approved')).rejects.toThrow(/expired; apply the recommendation again/);
    await rex.request();
    const second = await rex.approval();
    expect(second).toMatchObject({ state: 'pending' });
    expect(second.id).not.toBe(first.id);
    expect(await rex.deps.approvals.get(first.workspace, first.id)).toMatchObject({ state: 'expired' });
    expect(await rex.told('RECOMMENDATION#')).toEqual([
      '1 recommendation.made',
      '2 recommendation.requested',
      '3 recommendation.reopened',
      '4 recommendation.requested',
    ]);
  });
});
