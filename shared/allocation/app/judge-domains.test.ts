import { describe, expect, it } from 'vitest';
import { meanwhile } from '../../../test/memory/meanwhile.ts';
import { openOutreach } from '../../../test/memory/outreach.ts';
import { openRex, WORKSPACE } from '../../../test/memory/rex.ts';
import { newPool } from '../../domains/domain/pool.ts';
import { addDomain } from '../../domains/domain/sending-domain.ts';
import { HOUR } from '../../kernel/clock.ts';
import { judgeDomains } from './judge-domains.ts';

const [DOMAIN, OTHER] = ['mail.acme.example', 'news.acme.example'];
const proven = { state: 'verified', challenge: '' } as const;

/** A mission that sends from one of two domains, of which the first has sent a thousand e-mails today. */
async function sending({ bounced = 0, complained = 0 } = {}) {
  const rex = await openOutreach();
  const deps = { ...rex.ports, dns: { txt: async (): Promise<string[]> => [] } };
  const added = { domain: OTHER, tier: 'custom', targetPerDay: 100 } as const;
  await rex.ports.pools.save(addDomain(await rex.pool(), added, rex.ports.clock.now(), proven), 'version');
  const day = '2026-03-05';
  const taken = await rex.ports.pools.reserveSends({
    workspace: WORKSPACE,
    day,
    count: 1000,
    workspaceLimit: 5000,
    domain: { name: DOMAIN, limit: 5000 },
  });
  expect(taken).toBe('reserved');
  await rex.ports.pools.countTraffic(DOMAIN, day, { gmail: { bounced, complained } });
  const statuses = async () =>
    Object.fromEntries((await rex.pool()).domains.map(({ domain, status }) => [domain, status]));
  const decisions = async () =>
    (await rex.ports.decisions.list(WORKSPACE, { limit: 9 })).decisions.filter(
      ({ situation }) => situation === 'domain',
    );
  return {
    ...rex,
    deps,
    statuses,
    decisions,
    judge: (change: object = {}) => judgeDomains({ ...deps, ...change }, WORKSPACE, 'c'),
    names: () =>
      rex
        .told()
        .filter(({ channel }) => channel === 'domains')
        .map(({ name }) => name)
        .toSorted(),
  };
}

describe('judgeDomains', () => {
  it('leaves a healthy domain alone, and keeps no decision about it', async () => {
    const rex = await sending();
    expect(await rex.judge()).toBe(0);
    expect(await rex.statuses()).toEqual({ [DOMAIN]: 'active', [OTHER]: 'active' });
    expect(await rex.decisions()).toEqual([]);
    expect(rex.names()).toEqual([]);
  });

  it.each([
    ['bounces', { bounced: 60 }, 'BounceGuardRule'],
    ['complaints', { complained: 4 }, 'ComplaintGuardRule'],
  ] as const)(
    'pauses a domain before the providers act on its %s, keeps the decision, and says why',
    async (_, trouble, rule) => {
      const rex = await sending(trouble);
      expect(await rex.judge()).toBe(1);
      expect(await rex.statuses()).toEqual({ [DOMAIN]: 'paused', [OTHER]: 'active' });
      const [decision] = await rex.decisions();
      expect(decision).toMatchObject({ rule, action: 'pause', subject: DOMAIN });
      expect(rex.told().find(({ name }) => name === 'domain.paused')?.data).toMatchObject({
        domain: DOMAIN,
        reason: decision?.explanation,
      });
      expect((await rex.read(rex.id)).reservation?.domain, 'keeps it and waits').toBe(DOMAIN);
    },
  );

  it('decides it once: what is paused is judged and left', async () => {
    const rex = await sending({ bounced: 60 });
    await rex.judge();
    rex.pass(HOUR);
    expect(await rex.judge()).toBe(0);
    expect(await rex.decisions()).toHaveLength(1);
    expect(rex.names().filter((name) => name === 'domain.paused')).toHaveLength(1);
  });

  it('moves missions away from a domain of low reputation to a better one', async () => {
    const rex = await sending({ bounced: 45 });
    await rex.changeSettings({ rules: { ...(await rules(rex)), pauseBounceRate: 0.09 } });
    await rex.judge();
    expect(await rex.decisions()).toMatchObject([{ rule: 'DomainRotationRule', action: 'rotate' }]);
    expect(await rex.statuses()).toEqual({ [DOMAIN]: 'resting', [OTHER]: 'active' });
    expect((await rex.read(rex.id)).reservation?.domain).toBe(OTHER);
  });

  it('lets a domain that sank at one provider rest, moves its mission, and takes it back with half of its volume', async () => {
    const rex = await sending();
    const domainNow = async () => (await rex.pool()).domains.find(({ domain }) => domain === DOMAIN);
    const day = (ago: number) => new Date(rex.ports.clock.now().getTime() - ago * 24 * HOUR).toISOString();
    // A fifth of what goes to Yahoo is put off; over all providers that is 4 %.
    await rex.ports.pools.reserveSends({
      workspace: WORKSPACE,
      day: day(0).slice(0, 10),
      count: 250,
      workspaceLimit: 5_000,
      domain: { name: DOMAIN, limit: 5_000, to: { yahoo: 250 } },
    });
    await rex.ports.pools.countTraffic(DOMAIN, day(0).slice(0, 10), { yahoo: { deferred: 50 } });
    const target = (await domainNow())?.targetPerDay ?? 0;
    await rex.judge();
    expect(await domainNow()).toMatchObject({ status: 'resting', reputation: 0.5, restingSince: day(0) });
    expect((await rex.read(rex.id)).reservation?.domain, 'moved over').toBe(OTHER);
    const rested: string[] = [];
    for (let hours = 0; hours < 10 * 24; hours++) {
      rex.pass(HOUR);
      await rex.judge();
      const { status } = (await domainNow()) ?? {};
      if (status === 'active') break;
      rested.push(day(0));
    }
    expect(rested.length, 'seven days').toBe(7 * 24 - 1);
    expect(await domainNow()).toMatchObject({
      status: 'active',
      reputation: 1,
      warmup: { state: 'recovering', cap: Math.floor(target / 2) },
    });
    expect((await domainNow())?.restingSince).toBeUndefined();
    expect((await rex.decisions()).map(({ rule }) => rule)).toEqual([
      'DomainRecoveryRule',
      'DomainRotationRule',
    ]);
    expect(rex.names()).toEqual(
      [
        'domain.reputation-changed',
        'domain.reputation-changed',
        'domain.resumed',
        'domain.rotated',
      ].toSorted(),
    );
    expect(rex.asked.queue).toContainEqual({ kind: 'dispatch-next', workspace: WORKSPACE });
    expect((await rex.read(rex.id)).reservation?.domain, 'stays where it is').toBe(OTHER);
  });

  it('tells of a reputation and of a warmup that change at once', async () => {
    const rex = await sending();
    const pool = await rex.pool();
    const warmup = { state: 'recovering', day: 3, cap: 36, on: '2026-03-04' } as const;
    const domains = pool.domains.map((domain) => ({ ...domain, warmup }));
    await rex.ports.pools.save({ ...pool, domains }, 'version');
    await rex.ports.pools.reserveSends({
      workspace: WORKSPACE,
      day: '2026-03-04',
      count: 100,
      workspaceLimit: 5_000,
      domain: { name: DOMAIN, limit: 5_000 },
    });
    await rex.ports.pools.countTraffic(DOMAIN, '2026-03-04', { other: { deferred: 30 } });
    await rex.judge();
    expect(rex.names()).toEqual(['domain.reputation-changed', 'domain.warmup-changed']);
    expect(rex.told().find(({ name }) => name === 'domain.warmup-changed')?.data).toMatchObject({
      domain: DOMAIN,
      signal: 'deferred',
      state: 'recovering',
      day: 2,
    });
  });

  it('moves a mission that found no other domain as soon as there is one', async () => {
    const rex = await sending({ bounced: 45 });
    await rex.changeSettings({ rules: { ...(await rules(rex)), pauseBounceRate: 0.09 } });
    const alone = await rex.pool();
    const without = alone.domains.filter(({ domain }) => domain === DOMAIN);
    const other = alone.domains.filter(({ domain }) => domain === OTHER);
    await rex.ports.pools.save({ ...alone, domains: without }, 'version');
    await rex.judge();
    expect(await rex.statuses()).toEqual({ [DOMAIN]: 'resting' });
    expect((await rex.read(rex.id)).reservation?.domain, 'waits').toBe(DOMAIN);
    const rested = await rex.pool();
    await rex.ports.pools.save({ ...rested, domains: [...rested.domains, ...other] }, 'version');
    await rex.judge();
    expect((await rex.read(rex.id)).reservation?.domain).toBe(OTHER);
    expect(rex.names().filter((name) => name === 'domain.rotated')).toHaveLength(1);
  });

  it('is mended by the next check when it died between the decision and the deed', async () => {
    const rex = await sending({ bounced: 60 });
    const decisions = meanwhile(rex.ports.decisions, 'add', () =>
      Promise.reject(new Error('The process dies here.')),
    );
    await expect(rex.judge({ decisions })).rejects.toThrow('dies');
    expect(await rex.statuses()).toMatchObject({ [DOMAIN]: 'active' });
    rex.pass(HOUR);
    await rex.judge();
    expect(await rex.statuses()).toMatchObject({ [DOMAIN]: 'paused' });
  });

  it('asks once for the proof of a domain whose owner is not proven, and sends once the record is set', async () => {
    const rex = openRex();
    await rex.openWorkspace();
    const added = { domain: DOMAIN, tier: 'custom', targetPerDay: 100 } as const;
    await rex.ports.pools.save(addDomain(newPool(WORKSPACE), added, rex.ports.clock.now()), 'absent');
    let records: string[] = [];
    const deps = { ...rex.ports, dns: { txt: async () => records } };
    await judgeDomains(deps, WORKSPACE, 'c');
    await judgeDomains(deps, WORKSPACE, 'c');
    const { alerts } = await rex.ports.alerts.list(WORKSPACE, { limit: 9 });
    const challenge = (await rex.ports.pools.get(WORKSPACE))?.domains[0]?.ownership?.challenge ?? '';
    expect(alerts).toMatchObject([{ type: 'domain.unproven', evidence: { domain: DOMAIN } }]);
    expect(alerts[0]?.message).toContain(challenge);
    records = ['another record', challenge];
    await judgeDomains(deps, WORKSPACE, 'c');
    expect((await rex.ports.pools.get(WORKSPACE))?.domains[0]?.ownership?.state).toBe('verified');
    expect(await rex.ports.domains.ownerOf(DOMAIN)).toBe(WORKSPACE);
    expect((await rex.ports.alerts.list(WORKSPACE, { limit: 9 })).alerts).toHaveLength(1);
  });

  it('has nothing to judge in a workspace without domains or settings', async () => {
    const rex = openRex();
    const deps = { ...rex.ports, dns: { txt: async () => [] } };
    expect(await judgeDomains(deps, WORKSPACE, 'c')).toBe(0);
    expect(rex.records()).toEqual([]);
  });
});

async function rules({ ports }: Awaited<ReturnType<typeof sending>>) {
  const record = await ports.workspaces.get(WORKSPACE);
  if (!record) throw new Error('There are no settings.');
  return record.settings.rules;
}
