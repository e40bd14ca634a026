import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shareTestRex, type TestRex } from '../support/test-rex.ts';
import { DAY, HOUR, leadsCsv, MINUTE, openWorkspace, type TestWorkspace } from '../support/test-workspace.ts';
import { expectCatalogued } from '../support/told-events.ts';

let rex: TestRex;
beforeAll(async () => {
  rex = await shareTestRex();
});
afterAll(() => rex?.stop());

async function workspaceWith(leads: number, id: string): Promise<TestWorkspace> {
  const ws = await openWorkspace(rex, id);
  await ws.importCsv(leadsCsv(Array.from({ length: leads }, (_, n) => `p${n}@${id}.example`)));
  return ws;
}

const other = (ws: TestWorkspace): string => `second.${ws.id}.example`;
const addOther = async (ws: TestWorkspace): Promise<void> => {
  const body = { domain: other(ws), tier: 'prewarmed', targetPerDay: 500 };
  expect((await ws.call('POST', '/api/rex/domains/add', body)).status).toBe(201);
};
const sendersTo = async (ws: TestWorkspace): Promise<Map<string, string[]>> => {
  const mails = (await rex.mails()).filter(({ to }) => to.endsWith(`@${ws.id}.example`));
  const domain = (address: string | undefined): string => String(address?.split('@')[1]);
  return new Map(
    [...Map.groupBy(mails, ({ to }) => to)].map(([to, own]) => [
      to,
      own.map(({ mail }) => domain(mail.from?.address)),
    ]),
  );
};

describe('a domain that is rotated', () => {
  it('in the middle of a sequence stops at once; the rest goes out from the other domain after a new approval', async () => {
    const ws = await workspaceWith(5, 'rotated');
    await addOther(ws);
    const missionId = await ws.createMission({ steps: 2 });
    await ws.approve(missionId);
    await rex.runUntilIdle(DAY);
    // A mission that has lost its work meanwhile holds nothing, and that would be another fault than one of holding.
    expect(await ws.mission(missionId)).toMatchObject({ state: 'EXECUTING', attempt: 1 });
    const first = await ws.call('GET', '/api/rex/resources');
    expect(first.json.domains).toContainEqual(expect.objectContaining({ holders: [expect.anything()] }));
    const used: string = first.json.domains.find((d: { holders: unknown[] }) => d.holders.length > 0).domain;
    const spare: string = first.json.domains.find((d: { domain: string }) => d.domain !== used).domain;
    expect([...(await sendersTo(ws)).values()].flat()).toEqual(Array(5).fill(used));
    const { approvalId: before } = await ws.mission(missionId);

    const body = { domain: used, reason: 'Too many bounces.' };
    expect((await ws.call('POST', '/api/rex/domains/rotate', body, { role: 'viewer' })).status).toBe(403);
    const rotated = await ws.call('POST', '/api/rex/domains/rotate', body);
    expect(rotated.json).toMatchObject({
      domain: { domain: used, status: 'paused' },
      missions: [{ missionId, domain: spare, moved: true, needsApproval: true }],
    });
    await rex.runUntilIdle(5 * DAY);
    // Due, but not approved with the new sender.
    expect([...(await sendersTo(ws)).values()].flat()).toHaveLength(5);
    expect((await ws.call('GET', `/api/approvals/${before}`)).json.state).toBe('void');
    const { approvalId, attempt } = await ws.mission(missionId);
    expect(approvalId).not.toBe(before);
    expect(attempt).toBe(2);

    const sample = (await ws.call('GET', `/api/approvals/${approvalId}?sample=5`)).json;
    expect(new Set(sample.sample.map(({ from }: { from: string }) => from.includes(spare)))).toEqual(
      new Set([true]),
    );
    await ws.call('POST', `/api/approvals/${approvalId}/approve`, { digest: sample.digest });
    await rex.runUntilIdle(10 * DAY);
    expect((await ws.mission(missionId)).state).toBe('COMPLETED');
    // Everybody got the second message once, and nobody the first one again.
    for (const senders of (await sendersTo(ws)).values()) expect(senders).toEqual([used, spare]);
    const after = (await ws.call('GET', '/api/rex/resources')).json;
    expect(after.domains.flatMap(({ holders }: { holders: unknown[] }) => holders)).toEqual([]);
  });

  it('without a replacement keeps its missions, which wait and say so', async () => {
    const ws = await workspaceWith(2, 'alone');
    const missionId = await ws.createMission({ steps: 1 });
    await ws.approvalOf(missionId);
    const { json } = await ws.call('POST', '/api/rex/domains/rotate', { domain: 'mail.alone.example' });
    expect(json.missions).toEqual([
      expect.objectContaining({ missionId, moved: false, needsApproval: false }),
    ]);
    expect(json.missions[0].reason).toContain('mail.alone.example: paused');
    await ws.approve(missionId);
    await rex.runUntilIdle(HOUR);
    expect(await ws.mails()).toEqual([]);
    await ws.call('POST', '/api/rex/domains/mail.alone.example/resume');
    await rex.runUntilIdle(DAY);
    expect(await ws.mails()).toHaveLength(2);
  });
});

describe('a domain that is paused', () => {
  it('sends nothing once the request is answered, and continues at once when it is resumed', async () => {
    const ws = await workspaceWith(3, 'rested');
    const missionId = await ws.createMission({ steps: 1 });
    await ws.approvalOf(missionId);
    const path = '/api/rex/domains/mail.rested.example';
    expect((await ws.call('POST', `${path}/pause`)).json.status).toBe('paused');
    await ws.approve(missionId);
    await rex.runUntilIdle(10 * MINUTE);
    expect(await ws.mails()).toEqual([]);
    const waits = await ws.createMission({ steps: 1 });
    expect(await ws.mission(waits)).toMatchObject({
      state: 'QUEUED',
      waitingFor: expect.stringContaining('mail.rested.example: paused'),
    });
    expect((await ws.call('POST', `${path}/resume`)).json.status).toBe('active');
    await rex.idle();
    expect((await ws.mission(waits)).state).not.toBe('QUEUED');
    await rex.runUntilIdle(DAY);
    expect(await ws.mails()).toHaveLength(3);
    expect((await ws.call('POST', '/api/rex/domains/mail.unknown.example/pause')).status).toBe(404);
  });
});

describe('a domain that is allocated', () => {
  it('to a waiting mission is the only domain it sends from, and the mission waits until it is free', async () => {
    const ws = await workspaceWith(2, 'given');
    await addOther(ws);
    await ws.call('POST', '/api/rex/domains/mail.given.example/pause');
    await ws.call('POST', `/api/rex/domains/${other(ws)}/pause`);
    const missionId = await ws.createMission({ steps: 1 });
    const assigned = await ws.call('POST', '/domain/assign', { missionId, domain: other(ws) });
    expect(assigned.json).toMatchObject({ domain: other(ws), holder: missionId, until: null });
    await ws.call('POST', '/api/rex/domains/mail.given.example/resume');
    await rex.idle();
    expect(await ws.mission(missionId)).toMatchObject({
      state: 'QUEUED',
      waitingFor: expect.stringContaining(other(ws)),
    });
    await ws.call('POST', `/api/rex/domains/${other(ws)}/resume`);
    await ws.approve(missionId);
    await rex.runUntilIdle(DAY);
    expect([...(await sendersTo(ws)).values()].flat()).toEqual([other(ws), other(ws)]);
  });

  it('to a campaign is held once for its hours, also on repeated requests', async () => {
    const ws = await openWorkspace(rex, 'spring');
    const body = { campaign: 'spring', hours: 2 };
    const first = (await ws.call('POST', '/domain/assign', body)).json;
    const again = (await ws.call('POST', '/domain/assign', body)).json;
    expect(again).toMatchObject({ domain: 'mail.spring.example', holder: 'campaign:spring', mission: null });
    expect(again.epoch).toBeGreaterThan(first.epoch);
    const held = async () => (await ws.call('GET', '/api/rex/resources')).json.domains[0].holders;
    expect(await held()).toEqual([{ holder: 'campaign:spring', until: again.until }]);
    await rex.advance(3 * HOUR);
    expect(await held()).toEqual([]);
    expect((await ws.call('POST', '/domain/assign', {})).status).toBe(400);
    expect(
      (await ws.call('POST', '/domain/assign', { campaign: 'x', domain: 'no.spring.example' })).status,
    ).toBe(409);
  });
});

describe('an inbox', () => {
  it('sends under its own name up to its daily cap, and the rest the next day', async () => {
    const ws = await workspaceWith(3, 'boxed');
    const domain = 'own.boxed.example';
    const inboxes = [{ name: 'ann', dailyCap: 2 }];
    const body = { domain, tier: 'custom', targetPerDay: 500, inboxes };
    expect((await ws.call('POST', '/api/rex/domains/add', body)).status).toBe(201);
    const missionId = await ws.createMission({ steps: 1 });
    const { sample } = await ws.approvalOf(missionId);
    expect(sample[0].from).toContain(`<ann@${domain}>`);
    await ws.approve(missionId);
    await rex.runUntilIdle(10 * DAY);
    expect((await ws.mission(missionId)).state).toBe('COMPLETED');
    const mails = (await rex.mails()).filter(({ mail }) => mail.from?.address === `ann@${domain}`);
    const perDay = Map.groupBy(mails, ({ mail }) => new Date(mail.date ?? '').toISOString().slice(0, 10));
    expect([...perDay.values()].map((each) => each.length)).toEqual([2, 1]);
  });
});

describe('resources', () => {
  it('show the holder of each, who waits for it, and how many calls are left', async () => {
    const ws = await workspaceWith(1, 'busy');
    const running: string[] = [];
    for (let i = 0; i < 3; i++) running.push(await ws.createMission({ steps: 1 }));
    const waiting = await ws.createMission({ steps: 1 });
    const { json } = await ws.call('GET', '/api/rex/resources', undefined, { role: 'viewer' });
    const holders = (list: { holder: string }[]): string[] => list.map(({ holder }) => holder).toSorted();
    const crew = json.crews.find(({ id }: { id: string }) => id === 'reactivation');
    expect(holders(crew.holders)).toEqual(running.toSorted());
    expect(holders(json.domains[0].holders)).toEqual(running.toSorted());
    expect(json.waiting).toMatchObject([
      { missionId: waiting, waitingFor: expect.stringContaining('reactivation: 3 of 3 busy') },
    ]);
    expect(json.providers.map(({ provider }: { provider: string }) => provider)).toContain('openai');
    const status = (await ws.call('GET', '/api/rex/status')).json.resources;
    expect(status.quotas).toContainEqual({ provider: 'ses', busy: 3, capacity: 6 });
    for (const id of running.slice(0, 1)) await ws.call('POST', `/api/rex/missions/${id}/cancel`);
    await rex.idle();
    expect((await ws.mission(waiting)).state).not.toBe('QUEUED');
  });
});

describe('a mission whose work is lost', () => {
  it('is retried, then escalated to a person with advice, and continues when the person retries it', async () => {
    const ws = await workspaceWith(3, 'lost');
    const faults = (rules: readonly object[]) =>
      rex.fetch('POST', '/_local/faults', { body: JSON.stringify({ rules }) });
    await faults([{ kind: 'drop', target: 'batches', rate: 1 }]);
    const missionId = await ws.createMission({ steps: 1 });
    for (let hours = 0; hours < 4; hours++) await rex.advance(61 * MINUTE);
    const escalated = await ws.mission(missionId);
    expect(escalated.state).toBe('ESCALATED');
    // What failed, and what to do.
    expect(escalated.reason).toMatch(/score/);
    expect(escalated.reason).toMatch(/retry the mission/);
    const { alerts } = (await ws.call('GET', '/api/rex/alerts')).json;
    // The lost work itself lies in a dead-letter queue by now, which is an alert of its own.
    expect(alerts).toHaveLength(2);
    expect(alerts).toMatchObject(
      expect.arrayContaining([
        expect.objectContaining({
          type: 'mission.escalated',
          severity: 'critical',
          message: escalated.reason,
        }),
        expect.objectContaining({ type: 'dead-letter' }),
      ]),
    );
    const held = (await ws.call('GET', '/api/rex/resources')).json.crews;
    expect(held.flatMap(({ holders }: { holders: unknown[] }) => holders)).toEqual([]);
    await faults([]);
    expect((await ws.call('POST', `/api/rex/missions/${missionId}/retry`)).status).toBe(202);
    await ws.approve(missionId);
    await rex.runUntilIdle(DAY);
    expect((await ws.mission(missionId)).state).toBe('COMPLETED');
    expect(await ws.mails()).toHaveLength(3);
  });
});

describe('a cancel', () => {
  const moments: readonly [string, string, (ws: TestWorkspace, id: string) => Promise<unknown>, number][] = [
    [
      'while it waits for a domain',
      'cq',
      (ws) => ws.call('POST', '/api/rex/domains/mail.cq.example/pause'),
      0,
    ],
    ['while it waits for approval', 'ca', (ws, id) => ws.approvalOf(id), 0],
    [
      'between two e-mails',
      'cb',
      async (ws, id) => {
        await ws.approve(id);
        // Some cohorts go out at an hour of their own.
        await rex.runUntilIdle(DAY);
      },
      2,
    ],
    [
      'while it waits for answers',
      'cc',
      async (ws, id) => {
        await ws.approve(id);
        await rex.runUntilIdle(6 * DAY);
      },
      4,
    ],
  ];
  it.each(moments)(
    '%s stops before the next e-mail and gives everything back',
    async (_, id, until, mails) => {
      const ws = await workspaceWith(2, id);
      if (id === 'cq') await until(ws, '');
      const missionId = await ws.createMission({ steps: 2, collectDays: 7 });
      if (id !== 'cq') await until(ws, missionId);
      expect(await ws.mails()).toHaveLength(mails);
      const cancelled = await ws.call('POST', `/api/rex/missions/${missionId}/cancel`, { reason: 'Enough.' });
      expect(cancelled.json.state).toBe('CANCELLED');
      await ws.call('POST', `/api/rex/domains/mail.${id}.example/resume`);
      await rex.runUntilIdle(20 * DAY);
      expect(await ws.mails()).toHaveLength(mails);
      expect(await ws.mission(missionId)).toMatchObject({ state: 'CANCELLED', reason: 'Enough.' });
      const { crews, domains, quotas, waiting } = (await ws.call('GET', '/api/rex/resources')).json;
      const held = [...crews, ...domains, ...quotas].flatMap(({ holders }) => holders);
      expect([...held, ...waiting]).toEqual([]);
    },
  );
});

it('every event that was written matches the catalogue', async () => {
  expect((await expectCatalogued(rex)).size).toBeGreaterThan(3);
});
