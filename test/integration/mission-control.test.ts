import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shareTestRex, type TestRex } from '../support/test-rex.ts';
import { DAY, HOUR, leadsCsv, MINUTE, openWorkspace, type TestWorkspace } from '../support/test-workspace.ts';

let rex: TestRex;
beforeAll(async () => {
  rex = await shareTestRex();
});
afterAll(() => rex?.stop());

const addresses = (count: number, domain: string): string[] =>
  Array.from({ length: count }, (_, n) => `p${n}@${domain}.example`);

async function workspaceWith(
  leads: number,
  id: string,
  options: Parameters<typeof openWorkspace>[2] = {},
): Promise<TestWorkspace> {
  const ws = await openWorkspace(rex, id, options);
  await ws.importCsv(leadsCsv(addresses(leads, id)));
  return ws;
}

const crewsBusy = async (ws: TestWorkspace): Promise<number> =>
  (await ws.call('GET', '/api/rex/status')).json.resources.crews.reduce(
    (sum: number, { busy }: { busy: number }) => sum + busy,
    0,
  );

const missionsByState = async (ws: TestWorkspace): Promise<Record<string, number>> =>
  (await ws.call('GET', '/api/rex/status')).json.missions;

/** The guards that do not let the next message of a lead pass. */
async function obstacles(ws: TestWorkspace, email: string): Promise<Record<string, string>> {
  const { verdicts } = (await ws.explain(email)).missions[0].next;
  const inTheWay = verdicts.filter(({ verdict }: { verdict: string }) => verdict !== 'pass');
  return Object.fromEntries(
    inTheWay.map(({ guard, verdict }: { guard: string; verdict: string }) => [guard, verdict]),
  );
}

const withFaults = (rules: readonly object[]) =>
  rex.fetch('POST', '/_local/faults', { body: JSON.stringify({ rules }) });

/** Milliseconds between the mails to each address. */
async function gapsBetweenMails(ws: TestWorkspace): Promise<number[]> {
  const byAddress = Map.groupBy(await ws.mails(), ({ to }) => to);
  return [...byAddress.values()].flatMap((mails) => {
    const times = mails.map(({ mail }) => Date.parse(mail.date ?? '')).toSorted((a, b) => a - b);
    return times.slice(1).map((time, n) => time - (times[n] ?? 0));
  });
}

describe('an approval', () => {
  it('that is rejected ends the mission, and a retry requests a new one', async () => {
    const ws = await workspaceWith(4, 'refused');
    const missionId = await ws.createMission({ steps: 1 });
    const { id } = await ws.approvalOf(missionId);
    const rejected = await ws.call('POST', `/api/approvals/${id}/reject`, { reason: 'Too pushy.' });
    expect(rejected.json).toMatchObject({
      state: 'rejected',
      reason: 'Too pushy.',
      decidedBy: 'refused-owner',
    });
    await rex.runUntilIdle(HOUR);
    const failed = await ws.mission(missionId);
    expect(failed.state).toBe('FAILED');
    expect(failed.reason).toContain('Too pushy.');
    expect(await ws.mails()).toEqual([]);
    expect(await crewsBusy(ws)).toBe(0);

    const retried = await ws.call('POST', `/api/rex/missions/${missionId}/retry`);
    expect([retried.status, retried.json.state]).toEqual([202, 'QUEUED']);
    const asked = await ws.approvalOf(missionId);
    expect(asked).toMatchObject({ state: 'pending', recipients: 4 });
    expect(asked.id).not.toBe(id);
    await ws.approve(missionId);
    await rex.runUntilIdle(DAY);
    expect(await ws.mission(missionId)).toMatchObject({ state: 'COMPLETED', attempt: 2 });
    expect(await ws.mails()).toHaveLength(4);
    expect((await ws.call('POST', `/api/rex/missions/${missionId}/retry`)).status).toBe(409);
  });

  it('that nobody decides never counts as a yes', async () => {
    const ws = await workspaceWith(3, 'unheard');
    const missionId = await ws.createMission({ steps: 1 });
    const { id, digest } = await ws.approvalOf(missionId);
    await rex.advance(8 * DAY);
    await rex.runUntilIdle(HOUR);
    expect((await ws.mission(missionId)).state).toBe('ESCALATED');
    expect((await ws.call('GET', `/api/approvals/${id}`)).json.state).toBe('expired');
    expect((await ws.call('POST', `/api/approvals/${id}/approve`, { digest })).status).toBe(409);
    await rex.advance(DAY);
    expect(await ws.mails()).toEqual([]);
    expect(await crewsBusy(ws)).toBe(0);
  });

  it('does not cover later changes', async () => {
    const ws = await workspaceWith(4, 'changed');
    const missionId = await ws.createMission({ steps: 1 });
    await ws.call('POST', '/api/rex/pause', {});
    await ws.approve(missionId);
    await ws.importCsv(leadsCsv(['p2@changed.example'], () => 'Patricia'));
    expect(await obstacles(ws, 'p2@changed.example')).toEqual({ PAUSED: 'wait', NOT_APPROVED: 'block' });
    expect(await obstacles(ws, 'p1@changed.example')).toEqual({ PAUSED: 'wait' });
    await ws.call('POST', '/api/rex/resume', {});
    await rex.runUntilIdle(DAY);
    const mission = await ws.mission(missionId);
    expect(mission.state).toBe('COMPLETED');
    expect(mission.report?.messages).toMatchObject({ sent: 3, blocked: 1, blockedBy: { NOT_APPROVED: 1 } });
    expect((await ws.mails()).map(({ to }) => to).toSorted()).toEqual(
      ['p0', 'p1', 'p3'].map((name) => `${name}@changed.example`),
    );
  });
});

describe('a stop', () => {
  it('takes effect once the request is answered, until it is lifted', async () => {
    const ws = await workspaceWith(12, 'paused');
    const missionId = await ws.createMission();
    await ws.approve(missionId);
    expect(await ws.mails()).toHaveLength(12);
    const { dueAt } = (await ws.explain('p0@paused.example')).missions[0].next;
    await rex.advance(Date.parse(dueAt) - (await rex.now()).getTime() - MINUTE);
    expect((await ws.call('POST', '/api/rex/pause', {})).json).toEqual({ paused: true });
    await rex.advance(HOUR);
    expect(await ws.mails()).toHaveLength(12);
    expect(await obstacles(ws, 'p0@paused.example')).toEqual({ PAUSED: 'wait' });
    expect((await ws.call('GET', '/api/rex/status')).json.autonomy.paused).toBe(true);
    expect((await ws.call('POST', '/api/rex/resume', {})).json).toEqual({ paused: false });
    // What was due goes out at once, not when somebody next looks.
    await rex.idle();
    expect(await ws.mails()).toHaveLength(24);
    await rex.runUntilIdle(10 * DAY);
    expect((await ws.mission(missionId)).state).toBe('COMPLETED');
    expect(await ws.mails()).toHaveLength(24);
  });

  it('takes effect while messages are being sent', async () => {
    const ws = await workspaceWith(80, 'midway');
    const missionId = await ws.createMission({ steps: 1 });
    const { id, digest } = await ws.approvalOf(missionId);
    // Every other call of the provider is slow, so that a slice has sent some and not all when the stop comes.
    await withFaults([{ kind: 'delay', target: 'ses.', rate: 0.5, delayMs: 700 }]);
    await ws.call('POST', `/api/approvals/${id}/approve`, { digest });
    while ((await ws.mails()).length === 0) await ws.mission(missionId);
    await ws.call('POST', '/api/rex/pause', {});
    const atAnswer = (await ws.mails()).length;
    await withFaults([]);
    await rex.advance(HOUR);
    const later = (await ws.mails()).length;
    await ws.call('POST', '/api/rex/resume', {});
    expect(later - atAnswer).toBe(0);
    await rex.runUntilIdle(2 * DAY);
    expect(new Set((await ws.mails()).map(({ to }) => to)).size).toBe(80);
    expect(await ws.mails()).toHaveLength(80);
    expect((await ws.mission(missionId)).state).toBe('COMPLETED');
  });

  it('by a cancel is permanent: nothing more is sent, and resources are released', async () => {
    const ws = await workspaceWith(5, 'cancelled');
    const missionId = await ws.createMission();
    await ws.approve(missionId);
    expect(await crewsBusy(ws)).toBe(1);
    const cancel = () => ws.call('POST', `/api/rex/missions/${missionId}/cancel`, { reason: 'Wrong list.' });
    expect((await cancel()).json).toEqual({ id: missionId, state: 'CANCELLED' });
    expect((await cancel()).status).toBe(409);
    expect(await crewsBusy(ws)).toBe(0);
    await rex.runUntilIdle(20 * DAY);
    expect(await ws.mails()).toHaveLength(5);
    expect(await ws.mission(missionId)).toMatchObject({ state: 'CANCELLED', reason: 'Wrong list.' });
    expect(await obstacles(ws, 'p0@cancelled.example')).toMatchObject({ MISSION_STOPPED: 'block' });
  });

  it('by a cancel also works before the approval is decided', async () => {
    const ws = await workspaceWith(3, 'early');
    const missionId = await ws.createMission({ steps: 1 });
    const { id, digest } = await ws.approvalOf(missionId);
    await ws.call('POST', `/api/rex/missions/${missionId}/cancel`, {});
    await ws.call('POST', `/api/approvals/${id}/approve`, { digest });
    await rex.runUntilIdle(DAY);
    expect((await ws.mission(missionId)).state).toBe('CANCELLED');
    expect(await ws.mails()).toEqual([]);
  });
});

describe('a dry run', () => {
  it('does everything except sending', async () => {
    const ws = await workspaceWith(4, 'dry');
    const missionId = await ws.createMission({ dryRun: true });
    await ws.approve(missionId);
    await rex.runUntilIdle(20 * DAY);
    const { state, report } = await ws.mission(missionId);
    expect(state).toBe('COMPLETED');
    expect(report).toMatchObject({
      audience: { emailed: 0 },
      ab: null,
      incremental: { treated: { leads: 0 }, sentence: 'Nothing was sent, so there is nothing to compare.' },
    });
    expect((await ws.messages(missionId)).map(({ state }) => state)).toEqual(Array(8).fill('dry_run'));
    expect(await ws.mails()).toEqual([]);
  });
});

describe('limits', () => {
  it.each([
    ['budget', { settings: { dailyBudget: 3 } }, 'DAILY_BUDGET'],
    ['domain', { domain: { tier: 'custom' as const, targetPerDay: 3 } }, 'WARMUP_CAP'],
  ])('of a day (%s) make the rest wait, and lose nothing', async (id, options, guard) => {
    const ws = await workspaceWith(8, id, options);
    const missionId = await ws.createMission({ steps: 1 });
    await ws.approve(missionId);
    expect(await ws.mails()).toHaveLength(3);
    const got = new Set((await ws.mails()).map(({ to }) => to));
    const waiting = addresses(8, id).find((address) => !got.has(address));
    expect(await obstacles(ws, waiting ?? '')).toEqual({ [guard]: 'wait' });
    await rex.runUntilIdle(10 * DAY);
    const mails = await ws.mails();
    expect(mails.map(({ to }) => to).toSorted()).toEqual(addresses(8, id));
    const perDay = Map.groupBy(mails, ({ mail }) => new Date(mail.date ?? '').toISOString().slice(0, 10));
    expect([...perDay.values()].map((each) => each.length)).toEqual([3, 3, 2]);
    expect((await ws.mission(missionId)).state).toBe('COMPLETED');
  });

  it('of a person hold across missions', async () => {
    const ws = await workspaceWith(5, 'often');
    const missions = [await ws.createMission({ steps: 1 }), await ws.createMission({ steps: 1 })];
    const approvals = [];
    for (const id of missions) approvals.push(await ws.approvalOf(id));
    await Promise.all(
      approvals.map(({ id, digest }) => ws.call('POST', `/api/approvals/${id}/approve`, { digest })),
    );
    await rex.idle();
    expect(await ws.mails()).toHaveLength(5);
    // The mission that came second says to which one it lost the person, and until when.
    for (const address of addresses(5, 'often')) {
      const explained: { missionId: string; sent: unknown[]; lostContact: { holder: string } | null }[] = (
        await ws.explain(address)
      ).missions;
      const winner = explained.find(({ sent }) => sent.length > 0)?.missionId;
      const loser = explained.find(({ missionId }) => missionId !== winner);
      expect(loser?.lostContact?.holder).toBe(`${winner}#1`);
    }
    await rex.runUntilIdle(10 * DAY);
    for (const id of missions) expect((await ws.mission(id)).state).toBe('COMPLETED');
    expect(await ws.mails()).toHaveLength(10);
    for (const gap of await gapsBetweenMails(ws)) expect(gap).toBeGreaterThanOrEqual(48 * HOUR);
  });

  it('of a crew make a fourth mission wait, with the reason, until one has ended', async () => {
    const ws = await workspaceWith(1, 'crowded');
    const missions: string[] = [];
    for (let n = 0; n < 4; n++) missions.push(await ws.createMission({ steps: 1 }));
    const [first = '', fourth = ''] = [missions[0], missions[3]];
    await rex.runUntilIdle(MINUTE);
    const waiting = await ws.mission(fourth);
    expect(waiting.state).toBe('QUEUED');
    expect(waiting.waitingFor).toMatch(/crew.*3 of 3/);
    expect(await crewsBusy(ws)).toBe(3);
    expect(await missionsByState(ws)).toEqual({ EXECUTING: 3, QUEUED: 1 });
    await ws.call('POST', `/api/rex/missions/${first}/cancel`, {});
    await rex.advance(3 * MINUTE);
    expect(await ws.mission(fourth)).toMatchObject({
      state: 'EXECUTING',
      waitingFor: expect.stringContaining('waits for a person to approve'),
    });
    for (const id of missions.slice(1)) await ws.call('POST', `/api/rex/missions/${id}/cancel`, {});
    expect(await crewsBusy(ws)).toBe(0);
    expect(await missionsByState(ws)).toEqual({ CANCELLED: 4 });
  });

  it('of a workspace without settings or a domain are reported', async () => {
    const token = await rex.token('bare');
    const create = () =>
      rex.fetch('POST', '/api/rex/missions', { token, body: '{"type":"lead_reactivation"}' });
    const { id } = (await create()).json;
    await rex.idle();
    const waitingFor = async () =>
      (await rex.fetch('GET', `/api/rex/missions/${id}`, { token })).json.waitingFor;
    expect(await waitingFor()).toContain('settings');
  });
});
