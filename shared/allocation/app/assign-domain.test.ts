import { describe, expect, it } from 'vitest';
import { meanwhile } from '../../../test/memory/meanwhile.ts';
import { openRex, WORKSPACE } from '../../../test/memory/rex.ts';
import { HOUR } from '../../kernel/clock.ts';
import { assignMission } from '../../missions/app/assign-mission.ts';
import { type AssignDomain, assignDomain } from './assign-domain.ts';
import { listResources } from './list-resources.ts';

const [FIRST, SECOND] = ['mail.acme.example', 'news.acme.example'];
const cause = { actor: { kind: 'user', id: 'ann' }, correlationId: 'c' } as const;

async function open() {
  const rex = openRex();
  await rex.openWorkspace();
  await rex.addDomains(FIRST, SECOND);
  return {
    ...rex,
    assign: (change: Partial<AssignDomain>) =>
      assignDomain(rex.ports, { workspace: WORKSPACE, hours: 4, cause, ...change }),
    holdersOf: async (name: string) =>
      (await rex.pool()).domains
        .find(({ domain }) => domain === name)
        ?.holders.map(({ missionId }) => missionId),
  };
}

describe('assignDomain', () => {
  it('holds a domain for a campaign so many hours, and tells who has it', async () => {
    const rex = await open();
    const answer = await rex.assign({ campaign: 'spring', domain: SECOND });
    expect(answer).toMatchObject({
      domain: SECOND,
      holder: 'campaign:spring',
      until: '2026-03-05T16:00:00.000Z',
      mission: null,
    });
    expect(await rex.holdersOf(SECOND)).toEqual(['campaign:spring']);
    expect(rex.told()).toMatchObject([
      { name: 'domain.assigned', actor: cause.actor, data: { domain: SECOND, holder: 'campaign:spring' } },
    ]);
  });

  it('gives a campaign one place, however often it asks, and frees it when its time is over', async () => {
    const rex = await open();
    await rex.assign({ campaign: 'spring', domain: SECOND });
    await rex.assign({ campaign: 'spring', domain: SECOND });
    expect(await rex.holdersOf(SECOND)).toEqual(['campaign:spring']);
    rex.pass(4 * HOUR);
    const { domains } = await listResources(rex.ports, WORKSPACE);
    expect(domains.flatMap(({ holders }) => holders)).toEqual([]);
  });

  it('gives two campaigns that ask at the same moment a place each, and loses neither', async () => {
    const rex = await open();
    const pools = meanwhile(rex.ports.pools, 'get', () => rex.assign({ campaign: 'summer', domain: FIRST }));
    await assignDomain(
      { ...rex.ports, pools },
      { workspace: WORKSPACE, hours: 4, cause, campaign: 'spring', domain: FIRST },
    );
    expect((await rex.holdersOf(FIRST))?.toSorted()).toEqual(['campaign:spring', 'campaign:summer']);
  });

  it('binds a waiting mission to this domain or none, and has it dispatched', async () => {
    const rex = await open();
    const { id } = await rex.mission();
    const answer = await rex.assign({ missionId: id, domain: SECOND });
    expect(answer).toMatchObject({
      domain: SECOND,
      holder: id,
      epoch: null,
      mission: {
        moved: false,
        needsApproval: false,
        reason: `It is assigned when ${SECOND} is free for it.`,
      },
    });
    expect(rex.asked.queue).toEqual([{ kind: 'dispatch', workspace: WORKSPACE, missionId: id }]);
    await assignMission(rex.ports, await rex.read(id), await rex.ports.workspaces.get(WORKSPACE));
    expect((await rex.read(id)).reservation?.domain).toBe(SECOND);
  });

  it('writes and tells a binding once, however often it is asked for', async () => {
    const rex = await open();
    const { id } = await rex.mission();
    await rex.assign({ missionId: id, domain: SECOND });
    const bound = await rex.read(id);
    await rex.assign({ missionId: id, domain: SECOND });
    expect(await rex.read(id)).toEqual(bound);
    expect(rex.told().filter(({ name }) => name === 'mission.domain-assigned')).toHaveLength(1);
  });

  it('moves a mission that works, and answers with the place that it has now', async () => {
    const rex = await open();
    const { id } = await rex.mission();
    await assignMission(rex.ports, await rex.read(id), await rex.ports.workspaces.get(WORKSPACE));
    const { reservation } = await rex.read(id);
    const other = reservation?.domain === FIRST ? SECOND : FIRST;
    const answer = await rex.assign({ missionId: id, domain: other });
    expect(answer).toMatchObject({ domain: other, holder: id, mission: { moved: true } });
    expect(answer.epoch).toBeGreaterThan(reservation?.epoch ?? 0);
    expect(await rex.holdersOf(other)).toEqual([id]);
    expect(await rex.holdersOf(reservation?.domain ?? '')).toEqual([]);
  });

  it('says of a failed mission that it will need another approval once it is tried again', async () => {
    const rex = await open();
    const { id } = await rex.mission();
    await assignMission(rex.ports, await rex.read(id), await rex.ports.workspaces.get(WORKSPACE));
    const { reservation } = await rex.read(id);
    const other = reservation?.domain === FIRST ? SECOND : FIRST;
    await rex.ports.missions.save({ ...(await rex.read(id)), state: 'FAILED' });
    rex.asked.queue.length = 0;
    const { mission } = await rex.assign({ missionId: id, domain: other });
    expect(mission).toMatchObject({ state: 'FAILED', moved: false, needsApproval: true });
    expect(rex.asked.queue, 'a person tries it again').toEqual([]);
  });

  it.each([
    ['nobody', {}],
    ['both a mission and a campaign', { missionId: `m_${'1'.repeat(26)}`, campaign: 'spring' }],
  ])('refuses to allocate to %s, and names the field', async (_, change) => {
    const rex = await open();
    const before = rex.records();
    await expect(rex.assign(change)).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
      fields: [{ path: 'body.missionId' }],
    });
    expect(rex.records()).toEqual(before);
  });

  it.each([
    ['a mission that is not there', { missionId: `m_${'9'.repeat(26)}`, domain: FIRST }, 'NOT_FOUND'],
    ['a domain that is not in the pool', { domain: 'x.example' }, 'NOT_FOUND'],
  ])('does not find %s', async (_, change, code) => {
    const rex = await open();
    const { id } = await rex.mission();
    const before = rex.records();
    await expect(rex.assign({ missionId: id, ...change })).rejects.toMatchObject({ code });
    expect(rex.records()).toEqual(before);
    expect(rex.asked.queue).toEqual([]);
  });

  it.each(['COMPLETED', 'CANCELLED'] as const)('refuses a mission that is %s', async (state) => {
    const rex = await open();
    const { id } = await rex.mission({ state });
    await expect(rex.assign({ missionId: id, domain: FIRST })).rejects.toMatchObject({ code: 'CONFLICT' });
    expect((await rex.read(id)).domain).toBeUndefined();
  });

  it('refuses when no domain can be had: none is active, or the workspace has none', async () => {
    const rex = await open();
    const { id } = await rex.mission();
    const pool = await rex.pool();
    const domains = pool.domains.map((each) => ({ ...each, status: 'paused' as const }));
    await rex.ports.pools.save({ ...pool, domains }, 'version');
    const before = rex.records();
    await expect(rex.assign({ missionId: id })).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(rex.assign({ campaign: 'spring' })).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(rex.assign({ campaign: 'spring', workspace: 'beta' })).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    expect(rex.records()).toEqual(before);
  });
});

describe('listResources', () => {
  it('says who holds what, and who waits for what, the next one first', async () => {
    const rex = await open();
    const { id } = await rex.mission();
    await assignMission(rex.ports, await rex.read(id), await rex.ports.workspaces.get(WORKSPACE));
    const [usual, urgent] = [await rex.mission({ priority: 50 }), await rex.mission({ priority: 90 })];
    const pool = await rex.pool();
    const domains = pool.domains.map((each) => ({ ...each, status: 'paused' as const }));
    await rex.ports.pools.save({ ...pool, domains }, 'version');
    const view = await listResources(rex.ports, WORKSPACE);
    expect(view.crews.find(({ id: crew }) => crew === 'reactivation')?.holders).toMatchObject([
      { holder: id },
    ]);
    expect(view.domains.map(({ domain, obstacle }) => [domain, obstacle])).toEqual([
      [FIRST, 'paused'],
      [SECOND, 'paused'],
    ]);
    expect(view.domains.flatMap(({ holders }) => holders)).toMatchObject([{ holder: id }]);
    expect(view.quotas.find(({ provider }) => provider === 'ses')?.holders).toMatchObject([{ holder: id }]);
    expect(view.waiting.map(({ missionId }) => missionId)).toEqual([urgent.id, usual.id]);
    expect(view.waiting[0]?.waitingFor).toMatch(/^The mission waits for a sending domain/);
  });

  it('is empty for a workspace that has nothing, and shows nothing of others', async () => {
    const rex = await open();
    await rex.mission();
    const view = await listResources(rex.ports, 'beta');
    expect(view).toMatchObject({ domains: [], waiting: [] });
    expect(view.crews.flatMap(({ holders }) => holders)).toEqual([]);
  });
});
