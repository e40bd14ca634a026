import { describe, expect, it } from 'vitest';
import { openOutreach } from '../../../test/memory/outreach.ts';
import { WORKSPACE } from '../../../test/memory/rex.ts';
import { setDomainTier } from './set-domain-tier.ts';

const DOMAIN = 'mail.acme.example';
const cause = { actor: { kind: 'user', id: 'ann' }, correlationId: 'c' } as const;
const change = { workspace: WORKSPACE, domain: DOMAIN, cause, reason: 'It has sent for years.' };

async function open() {
  const rex = await openOutreach();
  const pool = await rex.pool();
  const targetPerDay = pool.domains[0]?.targetPerDay;
  return {
    ...rex,
    targetPerDay,
    domain: async () => (await rex.pool()).domains[0],
    told: () => rex.told().filter(({ name }) => name === 'domain.tier-changed'),
  };
}

describe('setDomainTier', () => {
  it('begins a warmup on day 1, makes the domain warm at once when it is warm elsewhere, and tells both', async () => {
    const rex = await open();
    expect(await setDomainTier(rex.ports, { ...change, tier: 'warming' })).toMatchObject({
      tier: 'warming',
      warmup: 'warming',
      warmupDay: 1,
      dailyCap: 20,
    });
    expect(await setDomainTier(rex.ports, { ...change, tier: 'custom' })).toMatchObject({
      tier: 'custom',
      warmup: 'warm',
      dailyCap: rex.targetPerDay,
    });
    expect(rex.told().map(({ data }) => data)).toEqual([
      { domain: DOMAIN, tier: 'warming', before: 'custom', reason: change.reason },
      { domain: DOMAIN, tier: 'custom', before: 'warming', reason: change.reason },
    ]);
  });

  it('changes and tells nothing when the domain is of that tier already', async () => {
    const rex = await open();
    const before = await rex.pool();
    await setDomainTier(rex.ports, { ...change, tier: 'custom' });
    expect(await rex.pool()).toEqual(before);
    expect(rex.told()).toEqual([]);
  });

  it('refuses a domain that is not there, and one that came prewarmed', async () => {
    const rex = await open();
    const tier = 'warming' as const;
    await expect(
      setDomainTier(rex.ports, { ...change, tier, domain: 'mail.other.example' }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const pool = await rex.pool();
    const domains = pool.domains.map((each) => ({ ...each, tier: 'prewarmed' as const }));
    await rex.ports.pools.save({ ...pool, domains }, 'version');
    await expect(setDomainTier(rex.ports, { ...change, tier })).rejects.toMatchObject({ code: 'CONFLICT' });
  });
});
