import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openMemory } from '../../../test/memory/tables.ts';
import { type DnsServer, startDnsServer } from '../../../test/support/dns-server.ts';
import { stores } from '../../../test/support/stores.ts';
import { DEFAULT_THRESHOLDS } from '../../decisions/domain/decide.ts';
import type { DynamoDomainRegistry } from '../../domains/adapters/domain-registry.ts';
import type { DynamoPoolStore } from '../../domains/adapters/pool-store.ts';
import { addDomainToPool } from '../../domains/app/add-domain-to-pool.ts';
import { checkDomainHealth } from '../../domains/app/check-domain-health.ts';
import { giveDomain } from '../../domains/app/give-domain.ts';
import { listDomains } from '../../domains/app/list-domains.ts';
import { removeDomain } from '../../domains/app/remove-domain.ts';
import { takeBackDomain } from '../../domains/app/take-back-domain.ts';
import { verifyDomain } from '../../domains/app/verify-domain.ts';
import type { SendingDomain } from '../../domains/domain/pool.ts';
import { newPool } from '../../domains/domain/pool.ts';
import { reserve } from '../../domains/domain/reserve.ts';
import { addDomain } from '../../domains/domain/sending-domain.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { MissionQueue } from '../../missions/app/ports/queues.ts';
import type { MissionMessage } from '../../missions/contract/messages.ts';
import { readStatus } from '../../operations/app/read-status.ts';
import { setPaused } from '../../operations/app/set-paused.ts';
import type { DynamoWorkspaceStore } from '../adapters/workspace-store.ts';
import { settingsSchema } from '../contract/settings.ts';
import { getSettings } from './get-settings.ts';
import { putSettings } from './put-settings.ts';

const clock: Clock = { now: () => new Date('2026-03-05T12:00:00Z') };
const cause = { actor: { kind: 'user', id: 'ann' }, correlationId: 'c1' } as const;
const settings = settingsSchema.parse({
  brandName: 'Acme',
  senderName: 'Ann',
  postalAddress: '1 Main Street',
  website: 'https://acme.test',
});
/** Nobody waits for a domain. */
const nobody = { send: async () => undefined };
const mailDomain = { domain: 'mail.acme.test', tier: 'custom', targetPerDay: 500 } as const;

describe('a workspace', () => {
  const tables = openMemory();
  let workspaces: DynamoWorkspaceStore;
  let pools: DynamoPoolStore;
  let domains: DynamoDomainRegistry;
  let dns: DnsServer;
  beforeAll(async () => {
    ({ workspaces, pools, domains } = stores(tables));
    dns = await startDnsServer();
  });
  afterAll(() => dns.stop());

  /** Adds a domain, sets its record as its owner would, and has it verified. */
  const addProven = async (workspace: string, queue: MissionQueue = nobody) => {
    const deps = { workspaces, pools, domains, dns: dns.resolver, queue, clock };
    const domain = `mail.${workspace}.test`;
    const added = await addDomainToPool(deps, { workspace, ...mailDomain, domain, cause });
    dns.set(added.dnsRecord?.name ?? '', added.dnsRecord?.value ?? '');
    return verifyDomain(deps, { workspace, domain, cause });
  };

  const eventsOf = async (workspace: string) =>
    tables.database
      .everything('events')
      .filter((event) => event['workspace'] === workspace)
      .map((event) => [event['name'], event['sequence']]);

  it('stores settings, pauses and resumes, and writes one event per change', async () => {
    const deps = { workspaces, pools, clock };
    await expect(getSettings(deps, 'one')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const pause = (paused: boolean) => setPaused(deps, { workspace: 'one', paused, cause });
    await expect(pause(true)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await putSettings(deps, { workspace: 'one', settings, cause });
    await putSettings(deps, { workspace: 'one', settings, cause });
    await pause(true);
    await pause(true);
    const put = await putSettings(deps, { workspace: 'one', settings: { ...settings, dryRun: true }, cause });
    expect(put).toMatchObject({ version: 3, settings: { paused: true, dryRun: true } });
    await pause(false);
    expect(await getSettings(deps, 'one')).toEqual({ settings: { ...settings, dryRun: true }, version: 4 });
    expect(await eventsOf('one')).toEqual([
      ['workspace.created', 1],
      ['workspace.paused', 2],
      ['workspace.settings-changed', 3],
      ['workspace.resumed', 4],
    ]);
  });

  it('takes settings that were made from the present version, and undoes nothing that somebody else has changed', async () => {
    const deps = { workspaces, clock };
    const put = (change: object, version?: number) =>
      putSettings(deps, { workspace: 'versioned', settings: { ...settings, ...change }, cause, version });
    await expect(put({}, 1)).rejects.toMatchObject({ code: 'CONFLICT' });
    await put({});
    const { version } = await getSettings(deps, 'versioned');
    await put({ dailyBudget: 7 }, version);
    await expect(put({ brandName: 'Other' }, version)).rejects.toMatchObject({
      code: 'CONFLICT',
      fields: [{ path: 'headers.if-match', message: 'is not "2"' }],
    });
    expect((await getSettings(deps, 'versioned')).settings).toMatchObject({
      dailyBudget: 7,
      brandName: settings.brandName,
    });
    await put({ brandName: 'Other' });
    expect((await getSettings(deps, 'versioned')).settings).toMatchObject({ brandName: 'Other' });
  });

  it('refuses a time zone that does not exist and a window that never opens', async () => {
    const wrong = {
      ...settings,
      timeZone: 'Mars/Base',
      sendWindow: { startHour: 9, endHour: 9, weekdays: [1] },
    };
    await expect(
      putSettings({ workspaces, clock }, { workspace: 'two', settings: wrong, cause }),
    ).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
      fields: [{ path: 'body.timeZone' }, { path: 'body.sendWindow.endHour' }],
    });
    expect(await workspaces.get('two')).toBeUndefined();
  });

  it('adds a domain once, even on two concurrent requests; it is pending until it is proven', async () => {
    const told: MissionMessage[] = [];
    const queue = { send: async (messages: readonly MissionMessage[]) => void told.push(...messages) };
    const deps = { workspaces, pools, domains, dns: dns.resolver, queue, clock };
    const add = () => addDomainToPool(deps, { workspace: 'three', ...mailDomain, cause });
    const asked = await Promise.allSettled([add(), add(), add()]);
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(add()).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(told).toEqual([]);
    const [listed] = await listDomains(deps, 'three');
    expect(listed).toEqual({
      domain: 'mail.acme.test',
      tier: 'custom',
      status: 'active',
      ownership: 'pending',
      dnsRecord: {
        name: '_rex-challenge.mail.acme.test',
        type: 'TXT',
        value: expect.stringMatching(/^rex-verification=[0-9a-f]{40}$/),
      },
      reputation: 1,
      health: 'excellent',
      warmup: 'warm',
      restingSince: null,
      warmupDay: 1,
      dailyCap: 500,
      sentToday: 0,
    });
    const ask = {
      missionId: 'm_1',
      missionType: 'lead_reactivation',
      needs: { domain: true, quotas: ['ses'] },
    };
    const terms = { sentToday: {}, thresholds: DEFAULT_THRESHOLDS };
    const waits = reserve((await pools.get('three'))!, ask, clock.now(), terms);
    expect(waits).toMatchObject({ ok: false, missing: { resource: 'domain' } });
    dns.set('_rex-challenge.mail.acme.test', 'rex-verification=of-somebody-else');
    const verify = () => verifyDomain(deps, { workspace: 'three', domain: 'mail.acme.test', cause });
    expect((await verify()).ownership).toBe('pending');
    dns.set('_rex-challenge.mail.acme.test', listed?.dnsRecord?.value ?? '');
    expect(await verify()).toMatchObject({ ownership: 'verified', dnsRecord: null });
    expect(await verify()).toMatchObject({ ownership: 'verified' });
    expect(told).toEqual([{ kind: 'dispatch-next', workspace: 'three' }]);
    expect(reserve((await pools.get('three'))!, ask, clock.now(), terms).ok).toBe(true);
    expect(await eventsOf('three')).toEqual([
      ['domain.added', 1],
      ['domain.verified', 2],
    ]);
  });

  it('is the only owner of a domain until it gives the domain up; nobody else can prove it meanwhile', async () => {
    const deps = { workspaces, pools, domains, dns: dns.resolver, queue: nobody, clock };
    const domain = 'mail.owned.test';
    const add = (workspace: string, name = domain) =>
      addDomainToPool(deps, { workspace, ...mailDomain, domain: name, cause });
    const verify = (workspace: string, name = domain) =>
      verifyDomain(deps, { workspace, domain: name, cause });
    // Both add it before either has proven it.
    const [mine, theirs] = [await add('owned'), await add('thieves')];
    dns.set(mine.dnsRecord!.name, mine.dnsRecord!.value);
    expect((await verify('thieves')).ownership).toBe('pending');
    expect((await verify('owned')).ownership).toBe('verified');
    await expect(add('latecomers')).rejects.toMatchObject({ code: 'CONFLICT' });
    // Not even by a record that is right: first it has to be given up.
    dns.set(theirs.dnsRecord!.name, mine.dnsRecord!.value, theirs.dnsRecord!.value);
    await expect(verify('thieves')).rejects.toMatchObject({ code: 'CONFLICT' });
    // A part of it needs a proof of its own.
    expect((await add('thieves', `deep.${domain}`)).ownership).toBe('pending');
    expect(await domains.ownerOf(domain)).toBe('owned');
    expect(await domains.ownerOf(`reply.${domain.toUpperCase()}`)).toBe('owned');
    expect(await domains.ownerOf('test')).toBeUndefined();
    expect(await domains.ownerOf('other.test')).toBeUndefined();
    await removeDomain(deps, { workspace: 'owned', domain, cause });
    expect(await domains.ownerOf(domain)).toBeUndefined();
    expect(await listDomains(deps, 'owned')).toEqual([]);
    expect((await verify('thieves')).ownership).toBe('verified');
    expect(await domains.ownerOf(domain)).toBe('thieves');
  });

  it('needs a proof also for a domain that it had before proofs were required, and continues its warmup', async () => {
    const deps = { workspaces, pools, domains, dns: dns.resolver, queue: nobody, clock };
    const old = addDomain(
      newPool('older'),
      { ...mailDomain, domain: 'mail.older.test' },
      new Date('2026-01-01'),
    );
    const [{ ownership, ...domain }] = old.domains as [(typeof old.domains)[0]];
    await pools.save({ ...old, domains: [domain] }, 'absent');
    const verify = () => verifyDomain(deps, { workspace: 'older', domain: 'mail.older.test', cause });
    const pending = await verify();
    expect(pending).toMatchObject({ ownership: 'pending', warmupDay: 64 });
    dns.set(pending.dnsRecord!.name, pending.dnsRecord!.value);
    expect(await verify()).toMatchObject({ ownership: 'verified', warmupDay: 64 });
    expect(ownership?.state).toBe('pending');
  });

  it('gets a prewarmed domain from the operators, who alone can give it', async () => {
    const deps = { workspaces, pools, domains, queue: nobody, clock, operatorsWorkspace: 'operations' };
    const gift = { domain: 'warm.pool.test', targetPerDay: 500, to: 'guests', cause };
    await expect(giveDomain(deps, { ...gift, workspace: 'guests' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await giveDomain(deps, { ...gift, workspace: 'operations' })).toMatchObject({
      ownership: 'verified',
      tier: 'prewarmed',
    });
    expect(await domains.ownerOf('warm.pool.test')).toBe('guests');
    const again = giveDomain(deps, { ...gift, to: 'others', workspace: 'operations' });
    await expect(again).rejects.toMatchObject({ code: 'CONFLICT' });
    const below = giveDomain(deps, {
      ...gift,
      domain: 'a.warm.pool.test',
      to: 'others',
      workspace: 'operations',
    });
    await expect(below).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('borrows a domain from the pool of the operators with its good name, and gives it back', async () => {
    const operators = 'lenders';
    const deps = { workspaces, pools, domains, queue: nobody, clock, operatorsWorkspace: operators };
    const { domain } = await addProven(operators);
    const gift = { domain, targetPerDay: 500, to: 'borrowers', workspace: operators, cause };
    const change = async (of: Partial<SendingDomain>) => {
      const pool = await pools.get(operators);
      if (!pool) throw new Error('There is no pool.');
      await pools.save(
        { ...pool, domains: pool.domains.map((each) => ({ ...each, tier: 'custom', ...of })) },
        'version',
      );
    };
    await change({ tier: 'warming' });
    await expect(giveDomain(deps, gift)).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('still warming up'),
    });
    await change({ reputation: 0.75 });
    await expect(giveDomain(deps, gift)).rejects.toMatchObject({
      message: expect.stringContaining('below 0.80'),
    });
    await change({ reputation: 0.95 });
    const holder = { missionId: 'm_1', epoch: 1, until: '2999-01-01T00:00:00.000Z' };
    await change({ holders: [holder] });
    await expect(giveDomain(deps, gift)).rejects.toMatchObject({ code: 'CONFLICT' });
    await change({ holders: [] });
    const lent = await giveDomain(deps, gift);
    expect(lent).toMatchObject({
      tier: 'prewarmed',
      reputation: 0.95,
      ownership: 'verified',
      status: 'active',
    });
    expect(await domains.ownerOf(domain)).toBe('borrowers');
    expect((await pools.get(operators))?.domains).toEqual([]);
    // Nobody else sends from it, and only the operators take it back.
    const allowance = { day: '2026-03-05', count: 1, workspaceLimit: 9, domain: { name: domain, limit: 9 } };
    expect(await pools.reserveSends({ ...allowance, workspace: operators })).toBe('not-owned');
    expect(await pools.reserveSends({ ...allowance, workspace: 'borrowers' })).toBe('reserved');
    const take = (workspace: string) => async () => takeBackDomain(deps, { workspace, domain, cause });
    await expect(take('borrowers')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await take(operators)()).toMatchObject({ tier: 'custom', reputation: 0.95 });
    await expect(take(operators)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await domains.ownerOf(domain)).toBe(operators);
    expect((await pools.get('borrowers'))?.domains).toEqual([]);
    // Who gives it up gives it back.
    await giveDomain(deps, gift);
    await removeDomain(deps, { workspace: 'borrowers', domain, cause });
    expect(await domains.ownerOf(domain)).toBe(operators);
    expect((await pools.get(operators))?.domains).toMatchObject([{ domain, tier: 'custom' }]);
    expect(await eventsOf('borrowers')).toEqual([
      ['domain.verified', 1],
      ['domain.removed', 2],
      ['domain.verified', 3],
      ['domain.removed', 4],
    ]);
  });

  it('computes the reputation of its domains from seven days, and writes events only for changes', async () => {
    const deps = { workspaces, pools, clock };
    const { domain } = await addProven('four');
    expect((await checkDomainHealth(deps, 'four', 'c')).changed).toBe(0);
    const sender = { name: domain, limit: 1e6 };
    const allowance = { workspace: 'four', domain: sender, count: 500, workspaceLimit: 1e6 };
    await pools.reserveSends({ ...allowance, day: '2026-02-27' });
    await pools.reserveSends({ ...allowance, day: '2026-03-05' });
    await pools.countTraffic(domain, '2026-03-01', { other: { bounced: 50 } });
    await pools.countTraffic(domain, '2026-02-26', { other: { complained: 1 } });
    expect((await checkDomainHealth(deps, 'four', 'c')).changed).toBe(1);
    expect((await checkDomainHealth(deps, 'four', 'c')).changed).toBe(0);
    expect(await listDomains(deps, 'four')).toMatchObject([
      { reputation: 0.5, health: 'fair', sentToday: 500 },
    ]);
    expect(await eventsOf('four')).toEqual([
      ['domain.added', 1],
      ['domain.verified', 2],
      ['domain.reputation-changed', 3],
    ]);
    expect((await checkDomainHealth(deps, 'nobody', 'c')).changed).toBe(0);
  });

  it('reports its status before and after it was set up', async () => {
    const deps = { workspaces, pools, clock, missions: { countByState: async () => ({ EXECUTING: 2 }) } };
    const fresh = await readStatus(deps, 'five');
    expect(fresh.setUp).toBe(false);
    expect(fresh.autonomy).toEqual({ paused: false, dryRun: false });
    expect(fresh.resources.crews[0]).toEqual({ id: 'reactivation', busy: 0, capacity: 3 });
    await putSettings(deps, { workspace: 'five', settings: { ...settings, paused: true }, cause });
    await addProven('five');
    const pool = (await pools.get('five'))!;
    const terms = { sentToday: {}, thresholds: DEFAULT_THRESHOLDS };
    const reserved = reserve(
      pool,
      { missionId: 'm_1', missionType: 'lead_reactivation', needs: { domain: true, quotas: ['ses'] } },
      clock.now(),
      terms,
    );
    if (!reserved.ok) throw new Error(reserved.missing.sentence);
    await pools.save(reserved.pool, 'version');
    const status = await readStatus(deps, 'five');
    expect(status).toMatchObject({ setUp: true, missions: { EXECUTING: 2 }, autonomy: { paused: true } });
    expect(status.resources.crews[0]?.busy).toBe(1);
  });
});
