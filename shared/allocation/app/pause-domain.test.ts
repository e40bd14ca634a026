import { describe, expect, it } from 'vitest';
import { meanwhile } from '../../../test/memory/meanwhile.ts';
import { openOutreach } from '../../../test/memory/outreach.ts';
import { WORKSPACE } from '../../../test/memory/rex.ts';
import { MINUTE } from '../../kernel/clock.ts';
import { pauseDomain } from './pause-domain.ts';
import { resumeDomain } from './resume-domain.ts';

const DOMAIN = 'mail.acme.example';
const cause = { actor: { kind: 'user', id: 'ann' }, correlationId: 'c' } as const;
const change = { workspace: WORKSPACE, domain: DOMAIN, cause, reason: 'Too many bounces.' };

/** A mission that is approved and awake, and sends from the domain. */
async function ready() {
  const rex = await openOutreach();
  await rex.start();
  return {
    ...rex,
    status: async () => (await rex.pool()).domains[0]?.status,
    told: () => rex.told().filter(({ channel }) => channel === 'domains'),
  };
}

describe('pauseDomain', () => {
  it('stops a domain, says why, and its mission keeps it and waits', async () => {
    const rex = await ready();
    expect(await pauseDomain(rex.ports, change)).toMatchObject({
      domain: DOMAIN,
      status: 'paused',
      sentToday: 0,
    });
    await rex.work();
    expect(rex.mails).toEqual([]);
    expect((await rex.read(rex.id)).reservation?.domain).toBe(DOMAIN);
    expect(rex.told()).toMatchObject([
      { name: 'domain.paused', actor: cause.actor, data: { domain: DOMAIN, reason: change.reason } },
    ]);
  });

  it('changes and tells nothing when it is paused already', async () => {
    const rex = await ready();
    await pauseDomain(rex.ports, change);
    const before = await rex.pool();
    await pauseDomain(rex.ports, { ...change, reason: 'Again.' });
    expect(await rex.pool()).toEqual(before);
    expect(rex.told()).toHaveLength(1);
  });

  it('answers only when the missions that hold it send no more', async () => {
    const rex = await ready();
    const leaseUntil = new Date(rex.ports.clock.now().getTime() + 6 * MINUTE).toISOString();
    await rex.ports.cohorts.save({ ...(await rex.cohort()), leaseUntil });
    let looks = 0;
    const wait = async () => {
      expect(await rex.status(), 'is written first').toBe('paused');
      if (++looks === 2) await rex.ports.cohorts.save({ ...(await rex.cohort()), leaseUntil: undefined });
    };
    expect((await pauseDomain({ ...rex.ports, wait }, change)).stillSending).toBeUndefined();
    expect(looks).toBe(2);
  });

  it('says so when somebody who was sending has not reported back', async () => {
    const rex = await ready();
    const leaseUntil = new Date(rex.ports.clock.now().getTime() + 6 * MINUTE).toISOString();
    await rex.ports.cohorts.save({ ...(await rex.cohort()), leaseUntil });
    expect(await pauseDomain(rex.ports, change)).toMatchObject({ status: 'paused', stillSending: true });
  });

  it('keeps what somebody else changes in the pool at the same moment', async () => {
    const rex = await ready();
    const pools = meanwhile(rex.ports.pools, 'get', async () => {
      const now = await rex.pool();
      await rex.ports.pools.save({ ...now, epoch: now.epoch + 7 }, 'version');
    });
    const { epoch } = await rex.pool();
    await pauseDomain({ ...rex.ports, pools }, change);
    expect(await rex.pool()).toMatchObject({ epoch: epoch + 7, domains: [{ status: 'paused' }] });
    expect(rex.told()).toHaveLength(1);
  });

  it.each([
    ['a domain that is not in the pool', { domain: 'other.example' }],
    ['a domain of another workspace', { workspace: 'beta' }],
  ])('does not find %s', async (_, other) => {
    const rex = await ready();
    const before = rex.records();
    await expect(pauseDomain(rex.ports, { ...change, ...other })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(resumeDomain(rex.ports, { ...change, ...other })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(rex.records()).toEqual(before);
    expect(rex.asked.queue).toEqual([]);
  });
});

describe('resumeDomain', () => {
  it('lets it send again at once: cohorts that slept are woken, and missions that waited are dispatched', async () => {
    const rex = await ready();
    await pauseDomain(rex.ports, change);
    await rex.work();
    rex.asked.outbound.length = 0;
    expect(await resumeDomain(rex.ports, change)).toMatchObject({ status: 'active' });
    const { id: cohort } = await rex.cohort();
    expect(rex.asked.outbound).toEqual([{ workspace: WORKSPACE, missionId: rex.id, cohort }]);
    expect(rex.asked.queue).toEqual([{ kind: 'dispatch-next', workspace: WORKSPACE }]);
    await rex.work();
    expect(rex.mails).toHaveLength(2);
    expect(await resumeDomain(rex.ports, change)).toMatchObject({ sentToday: 2 });
    expect(rex.told().map(({ name }) => name)).toEqual(['domain.paused', 'domain.resumed']);
  });

  it('wakes nothing that is through, and leaves a campaign alone, which is no mission', async () => {
    const rex = await ready();
    await rex.ports.cohorts.save({ ...(await rex.cohort()), state: 'done' });
    const pool = await rex.pool();
    const holder = { missionId: 'campaign:spring', epoch: 9, until: '2026-03-06T00:00:00.000Z' };
    const domains = pool.domains.map((domain) => ({ ...domain, holders: [...domain.holders, holder] }));
    await rex.ports.pools.save({ ...pool, domains }, 'version');
    rex.asked.outbound.length = 0;
    await resumeDomain(rex.ports, change);
    expect(rex.asked.outbound).toEqual([]);
  });
});
