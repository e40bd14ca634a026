import { describe, expect, it } from 'vitest';
import { dying, meanwhile } from '../../../test/memory/meanwhile.ts';
import { openOutreach } from '../../../test/memory/outreach.ts';
import { WORKSPACE } from '../../../test/memory/rex.ts';
import { addDomain } from '../../domains/domain/sending-domain.ts';
import { planMission } from '../../missions/app/plan-mission.ts';
import { redraftMission } from '../../review/app/redraft-mission.ts';
import { moveSender } from './move-sender.ts';
import { rotateDomain } from './rotate-domain.ts';

const [OLD, NEW] = ['mail.acme.example', 'news.acme.example'];
const cause = { actor: { kind: 'user', id: 'ann' }, correlationId: 'c' } as const;

/** A mission that sends from one of two domains. */
async function sending() {
  const rex = await openOutreach();
  const added = { domain: NEW, tier: 'custom', targetPerDay: 100 } as const;
  const proven = { state: 'verified', challenge: '' } as const;
  await rex.ports.pools.save(addDomain(await rex.pool(), added, rex.ports.clock.now(), proven), 'version');
  await rex.ports.missions.save({ ...(await rex.read(rex.id)), executionArn: `${rex.id}-1` });
  const input = { workspace: WORKSPACE, missionId: rex.id, cause, reason: 'Its reputation is low.' };
  return {
    ...rex,
    input,
    holders: async () =>
      Object.fromEntries(
        (await rex.pool()).domains.map(({ domain, holders }) => [
          domain,
          holders.map(({ missionId }) => missionId),
        ]),
      ),
    move: (change: object = {}) => moveSender(rex.ports, { ...input, ...change }),
    rotate: (change: object = {}) =>
      rotateDomain(rex.ports, { workspace: WORKSPACE, domain: OLD, cause, reason: 'It rests.', ...change }),
    changed: () => rex.told().filter(({ name }) => name === 'mission.sender-changed'),
  };
}

describe('moveSender', () => {
  it('stops a mission with drafts and lets it go on as a new attempt that asks again', async () => {
    const rex = await sending();
    expect(await rex.move({ to: NEW })).toMatchObject({ moved: true, needsApproval: true, domain: NEW });
    expect(await rex.read(rex.id)).toMatchObject({ redraft: true, attempt: 2, reservation: { domain: NEW } });
    expect((await rex.read(rex.id)).executionArn).toBeUndefined();
    expect(await rex.holders()).toEqual({ [OLD]: [], [NEW]: [rex.id] });
    expect(rex.asked.stopped).toEqual([`${rex.id}-1`]);
    expect(rex.asked.queue).toEqual([{ kind: 'dispatch', workspace: WORKSPACE, missionId: rex.id }]);
    expect(rex.changed()).toMatchObject([
      { actor: cause.actor, data: { from: OLD, to: NEW, needsApproval: true, reason: rex.input.reason } },
    ]);
  });

  it('sends nothing under the approval of the old sender', async () => {
    const rex = await sending();
    await rex.request();
    await rex.decide('approved');
    const approved = await rex.approval();
    await rex.step(rex.id, 'outreach', { total: 1 });
    await rex.ports.cohorts.save({ ...(await rex.cohort()), state: 'active' });
    await rex.move({ to: NEW });
    await rex.work();
    expect(rex.mails).toEqual([]);
    const hooks = {
      redraft: (mission: Parameters<typeof redraftMission>[1]) => redraftMission(rex.ports, mission),
    };
    const execution = { workspace: WORKSPACE, missionId: rex.id, attempt: 2 };
    await planMission({ ...rex.ports, hooks }, execution);
    expect((await rex.ports.approvals.get(WORKSPACE, approved.id))?.state).toBe('void');
    expect((await rex.read(rex.id)).redraft).toBeUndefined();
  });

  it('goes on without a new approval while nothing was drafted', async () => {
    const rex = await sending();
    const contents = Object.assign(Object.create(rex.ports.contents), { get: async () => undefined });
    const answer = await moveSender({ ...rex.ports, contents }, { ...rex.input, to: NEW });
    expect(answer).toMatchObject({ moved: true, needsApproval: false });
    expect(await rex.read(rex.id)).toMatchObject({
      attempt: 1,
      executionArn: `${rex.id}-1`,
      reservation: { domain: NEW },
    });
    expect(rex.asked.stopped).toEqual([]);
    expect(rex.asked.queue).toEqual([]);
  });

  it('changes nothing when the mission sends from there already', async () => {
    const rex = await sending();
    const before = rex.records();
    expect(await rex.move({ to: OLD })).toMatchObject({
      moved: false,
      reason: 'It sends from there already.',
    });
    expect(rex.records()).toEqual(before);
    await rex.move({ to: NEW });
    await rex.move({ to: NEW });
    expect(rex.changed()).toHaveLength(1);
    expect(rex.asked.stopped).toHaveLength(1);
  });

  it('keeps its old sender and says what it waits for, when there is no other', async () => {
    const rex = await sending();
    const pool = await rex.pool();
    const domains = pool.domains.map((each) => ({ ...each, status: 'paused' as const }));
    await rex.ports.pools.save({ ...pool, domains }, 'version');
    const before = rex.records();
    const answer = await rex.move({ to: NEW });
    expect(answer).toMatchObject({ moved: false, domain: OLD });
    expect(answer.reason).toMatch(/^It has to wait for its domain news.acme.example: paused/);
    expect(rex.records()).toEqual(before);
  });

  it.each(['QUEUED', 'COMPLETED', 'CANCELLED'] as const)(
    'leaves a mission that is %s as it is',
    async (state) => {
      const rex = await sending();
      await rex.ports.missions.save({ ...(await rex.read(rex.id)), state });
      const before = rex.records();
      expect(await rex.move({ to: NEW })).toMatchObject({ moved: false, state });
      expect(rex.records()).toEqual(before);
      expect(rex.asked.queue).toEqual([]);
    },
  );

  it('says of a mission that is not there, or of another workspace, that it does not work', async () => {
    const rex = await sending();
    const before = rex.records();
    expect(await rex.move({ missionId: `m_${'9'.repeat(26)}` })).toMatchObject({
      moved: false,
      domain: null,
    });
    expect(await rex.move({ workspace: 'beta' })).toMatchObject({ moved: false, domain: null });
    expect(rex.records()).toEqual(before);
  });

  it('moves once when the mission is written by somebody else meanwhile', async () => {
    const rex = await sending();
    const missions = meanwhile(rex.ports.missions, 'get', async () =>
      rex.ports.missions.save({ ...(await rex.read(rex.id)), priority: 77 }),
    );
    await moveSender({ ...rex.ports, missions }, { ...rex.input, to: NEW });
    expect(await rex.read(rex.id)).toMatchObject({ priority: 77, attempt: 2, reservation: { domain: NEW } });
    expect(rex.changed()).toHaveLength(1);
    expect(await rex.holders()).toEqual({ [OLD]: [], [NEW]: [rex.id] });
  });

  it('does not move a mission that was cancelled meanwhile', async () => {
    const rex = await sending();
    const missions = meanwhile(rex.ports.missions, 'get', async () =>
      rex.ports.missions.save({ ...(await rex.read(rex.id)), state: 'CANCELLED' }),
    );
    const answer = await moveSender({ ...rex.ports, missions }, { ...rex.input, to: NEW });
    expect(answer).toMatchObject({ moved: false, state: 'CANCELLED' });
    expect(rex.changed()).toEqual([]);
    expect(rex.asked.queue).toEqual([]);
  });
});

describe('rotateDomain', () => {
  it('pauses the domain and moves its missions to the one that was named', async () => {
    const rex = await sending();
    const { domain, missions } = await rex.rotate({ to: NEW });
    expect(domain).toMatchObject({ domain: OLD, status: 'paused' });
    expect(missions).toMatchObject([{ missionId: rex.id, moved: true, domain: NEW }]);
    expect(rex.told().filter(({ name }) => name === 'domain.rotated')).toMatchObject([
      { data: { domain: OLD, to: NEW, reason: 'It rests.' } },
    ]);
  });

  it('goes on with the missions that are left, when it died between two of them', async () => {
    const rex = await sending();
    const dead = { ...rex.ports, missions: dying(rex.ports.missions, 'save') };
    const input = { workspace: WORKSPACE, domain: OLD, cause, reason: 'It rests.' };
    await expect(rotateDomain(dead, input)).rejects.toThrow('dies');
    expect(await rex.read(rex.id), 'still has its old sender, which is paused').toMatchObject({
      reservation: { domain: OLD },
    });
    const { missions } = await rex.rotate();
    expect(missions).toMatchObject([{ missionId: rex.id, moved: true, domain: NEW }]);
    expect(rex.changed()).toHaveLength(1);
    expect(rex.told().filter(({ name }) => name === 'domain.rotated')).toHaveLength(1);
  });

  it('leaves a mission for which there is no other domain on the paused one, where it waits', async () => {
    const rex = await sending();
    await rex.rotate({ domain: NEW });
    const { missions } = await rex.rotate();
    expect(missions).toMatchObject([{ moved: false, domain: OLD }]);
    expect((await rex.read(rex.id)).reservation?.domain).toBe(OLD);
  });

  it.each([
    ['a domain to itself', { to: OLD }, 'CONFLICT'],
    ['to a domain that is not in the pool', { to: 'x.example' }, 'NOT_FOUND'],
    ['a domain that is not in the pool', { domain: 'x.example' }, 'NOT_FOUND'],
    ['a domain of another workspace', { workspace: 'beta' }, 'NOT_FOUND'],
  ])('does not rotate %s, and changes nothing', async (_, change, code) => {
    const rex = await sending();
    const before = rex.records();
    await expect(rex.rotate(change)).rejects.toMatchObject({ code });
    expect(rex.records()).toEqual(before);
  });
});
