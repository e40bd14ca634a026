import { describe, expect, it } from 'vitest';
import { type OutreachInMemory, openOutreach, personOf } from '../../../test/memory/outreach.ts';
import { WORKSPACE } from '../../../test/memory/rex.ts';
import type { Lead } from '../../leads/domain/lead.ts';
import type { Mission } from '../../missions/domain/mission.ts';
import { listTasks } from './list-tasks.ts';
import { settleTaskBy } from './settle-task.ts';

const REPLY = `r_${'0'.repeat(20)}_in-1`;
const NOW = '2026-03-05T12:00:00.000Z';

async function assigned() {
  const rex = await openOutreach({ channel: 'linkedin' });
  await rex.send();
  const list = async (workspace = WORKSPACE, state: 'open' | 'done' = 'open') =>
    (await listTasks(rex.ports, workspace, { state, limit: 9 })).tasks;
  const obstacle = async () => (await list()).find(({ leadId }) => leadId === personOf(1).id)?.obstacle;
  return { ...rex, list, obstacle };
}
const lead = (change: (now: Lead) => Partial<Lead>) => async (rex: OutreachInMemory) => {
  const now = await rex.lead(1);
  await rex.ports.leads.save({ ...now, ...change(now) });
};
const mission = (state: Mission['state']) => async (rex: OutreachInMemory) => {
  await rex.ports.missions.save({ ...(await rex.read(rex.id)), state, reason: 'Wrong offer.' });
};

describe('listTasks', () => {
  it('says to whom to write what, and that nothing stands in the way', async () => {
    const rex = await assigned();
    await lead(({ profile }) => ({ profile: { ...profile, firstName: 'Pat', lastName: 'Doe' } }))(rex);
    const tasks = await rex.list();
    expect(tasks).toHaveLength(2);
    expect(tasks.find(({ leadId }) => leadId === personOf(1).id)).toMatchObject({
      state: 'open',
      name: 'Pat Doe',
      profileUrl: 'https://www.linkedin.com/in/p1',
      missionId: rex.id,
      step: 1,
      obstacle: null,
      settledAt: null,
    });
    expect(tasks.every(({ text }) => text.length > 20)).toBe(true);
  });

  it.each([
    [
      'has opted out since',
      lead(() => ({ suppression: { reason: 'unsubscribe', at: NOW, source: 'x' } })),
      'must not be contacted: unsubscribe',
    ],
    [
      'wrote something that waits for a decision',
      lead(() => ({ hold: { since: NOW, reason: 'reply', channel: 'email', replies: [REPLY] } })),
      'has waited for a decision',
    ],
    [
      'is away',
      lead(() => ({ notBefore: { at: '2026-03-20T00:00:00.000Z', because: 'absent', reply: REPLY } })),
      'is away',
    ],
    [
      'asked to be written to later',
      lead(() => ({ notBefore: { at: '2026-03-20T00:00:00.000Z', because: 'postponed', reply: REPLY } })),
      'postponed messages until 2026-03-20',
    ],
    [
      'revoked the consent in a file',
      lead(({ profile }) => ({ profile: { ...profile, consent: 'opted_out' } })),
      'has opted out',
    ],
    [
      'never gave the consent that the workspace requires by now',
      async (rex: OutreachInMemory) => {
        await lead(({ profile }) => ({ profile: { ...profile, consent: 'unknown' } }))(rex);
        await rex.changeSettings({ requireConsent: true });
      },
      'requires consent',
    ],
    [
      'has bought since',
      async (rex: OutreachInMemory) => {
        rex.pass(86_400_000);
        const orders = { a: '2026-03-06:1:900' };
        const record = { workspace: WORKSPACE, leadId: personOf(1).id, version: 1, orders };
        await rex.ports.leads.createOrders(record);
      },
      'bought on 2026-03-06',
    ],
    ['belongs to a cancelled mission', mission('CANCELLED'), 'The mission is CANCELLED: Wrong offer.'],
    ['belongs to a failed mission', mission('FAILED'), 'The mission is FAILED'],
    [
      'belongs to a paused workspace',
      (rex: OutreachInMemory) => rex.changeSettings({ paused: true }),
      'The workspace is paused',
    ],
  ] as const)('says that nobody should write now to a person who %s', async (_, change, sentence) => {
    const rex = await assigned();
    await change(rex);
    expect(await rex.obstacle()).toContain(sentence);
  });

  it('names what forbids it for good before what only waits', async () => {
    const rex = await assigned();
    await rex.changeSettings({ paused: true });
    await lead(() => ({ suppression: { reason: 'complaint', at: NOW, source: 'x' } }))(rex);
    expect(await rex.obstacle()).toContain('must not be contacted');
  });

  it('says of a lead and of a mission that they are gone', async () => {
    const rex = await assigned();
    const [leads, missions] = [Object.create(rex.ports.leads), Object.create(rex.ports.missions)];
    const none = { get: async () => undefined, getMany: async () => [] };
    const page = { state: 'open', limit: 1 } as const;
    const obstacleWith = async (change: object) =>
      (await listTasks({ ...rex.ports, ...change }, WORKSPACE, page)).tasks[0]?.obstacle;
    expect(await obstacleWith({ leads: Object.assign(leads, none) })).toBe('The lead is no longer there.');
    expect(await obstacleWith({ missions: Object.assign(missions, none) })).toBe(
      'The mission is no longer there.',
    );
    expect(await obstacleWith({ workspaces: Object.assign(Object.create(rex.ports.workspaces), none) })).toBe(
      'The workspace has no settings.',
    );
  });

  it('asks no guard about a task that is settled, and lists it by its state', async () => {
    const rex = await assigned();
    const [task] = await rex.list();
    await settleTaskBy(rex.ports, WORKSPACE, task?.id ?? '', 'done', 'ann');
    await rex.changeSettings({ paused: true });
    expect(await rex.list(WORKSPACE, 'done')).toMatchObject([
      { id: task?.id, state: 'done', obstacle: null, settledBy: 'ann', settledAt: NOW },
    ]);
    expect(await rex.list()).toHaveLength(1);
  });

  it('shows nothing of another workspace', async () => {
    const rex = await assigned();
    expect(await rex.list('beta')).toEqual([]);
  });
});
