import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_THRESHOLDS } from '../../decisions/domain/decide.ts';
import { addMs, HOUR, MINUTE } from '../../kernel/clock.ts';
import type { Needs } from '../contract/needs.ts';
import type { DomainTerms } from './choose-domain.ts';
import { type Holder, isHeld, newPool, type Pool, type Reservation, type SendingDomain } from './pool.ts';
import { holdersOf, release, renew, reserve } from './reserve.ts';

const START = new Date('2026-01-01T00:00:00Z');
const domainOf = (domain: string, change: Partial<SendingDomain> = {}): SendingDomain => ({
  domain,
  tier: 'custom',
  status: 'active',
  addedOn: '2025-01-01',
  targetPerDay: 100,
  ownership: { state: 'verified', challenge: '' },
  reputation: 0.9,
  holders: [],
  inboxes: [],
  ...change,
});
const TERMS: DomainTerms = { sentToday: {}, thresholds: DEFAULT_THRESHOLDS };
const poolWith = (...domains: SendingDomain[]): Pool => ({ ...newPool('acme'), domains });
const needsOf = (type: string): Needs =>
  type === 'lead_reactivation' || type === 'campaign_execution'
    ? { domain: true, quotas: ['ses'] }
    : { domain: false, quotas: type === 'icp_extraction' ? ['enrichment'] : [] };
const ask = (missionId: string, missionType = 'lead_reactivation') => ({
  missionId,
  missionType,
  needs: needsOf(missionType),
});

function reserved(
  pool: Pool,
  ...args: [ReturnType<typeof ask>, Date]
): { pool: Pool; reservation: Reservation } {
  const answer = reserve(pool, ...args, TERMS);
  if (!answer.ok) throw new Error(answer.missing.sentence);
  return answer;
}

describe('reserve', () => {
  it('refuses a fourth mission of a crew, and names the missions that hold it', () => {
    let pool = poolWith(domainOf('mail.acme.example'));
    for (const id of ['m1', 'm2', 'm3']) pool = reserved(pool, ask(id), START).pool;
    expect(reserve(pool, ask('m4'), START, TERMS)).toEqual({
      ok: false,
      missing: {
        resource: 'crew:reactivation',
        sentence: 'a free crew (reactivation: 3 of 3 busy, with m1, m2, m3)',
      },
    });
  });

  it('waits when there is no healthy domain', () => {
    const sentence = (pool: Pool): string => {
      const answer = reserve(pool, ask('m1'), START, TERMS);
      return answer.ok ? '' : answer.missing.sentence;
    };
    expect(sentence(poolWith())).toContain('none has been added');
    expect(sentence(poolWith(domainOf('a.example', { reputation: 0.4 })))).toContain('reputation 0.40');
    expect(sentence(poolWith(domainOf('a.example', { status: 'paused' })))).toContain('paused');
    const taken = { name: 'ann', dailyCap: 50, holders: ['m7', 'm8', 'm9'].map(heldBy) };
    expect(sentence(poolWith(domainOf('a.example', { inboxes: [taken] })))).toContain('ann: m7, m8, m9');
  });

  it('takes custom domains from a reputation of 0.7, then prewarmed ones from 0.8, then warming ones within their daily limit', () => {
    const first = (domains: SendingDomain[], sentToday = {}): string | undefined => {
      const answer = reserve(poolWith(...domains), ask('m1'), START, { ...TERMS, sentToday });
      return answer.ok ? answer.reservation.domain : undefined;
    };
    const custom = domainOf('custom.example', { reputation: 0.7 });
    const prewarmed = domainOf('prewarmed.example', { tier: 'prewarmed', reputation: 0.99 });
    const warming = domainOf('warming.example', { tier: 'warming', addedOn: '2026-01-01', reputation: 1 });
    expect(first([warming, prewarmed, custom])).toBe('custom.example');
    expect(first([warming, prewarmed, { ...custom, reputation: 0.69 }])).toBe('prewarmed.example');
    expect(first([warming, { ...prewarmed, reputation: 0.79 }])).toBe('warming.example');
    expect(first([warming], { 'warming.example': 19 })).toBe('warming.example');
    expect(first([warming], { 'warming.example': 20 })).toBeUndefined();
    expect(first([{ ...warming, reputation: 0.69 }])).toBeUndefined();
  });

  it.each([
    ['custom', 0.6, 0.65, true],
    ['custom', 0.9, 0.85, false],
    ['prewarmed', 0.9, 0.85, false],
    ['prewarmed', 0.6, 0.75, false],
    ['prewarmed', 0.6, 0.8, true],
  ] as const)(
    'goes by what the workspace rotates below: %s, %d, %d',
    (tier, rotateBelowReputation, reputation, given) => {
      const pool = poolWith(domainOf('a.example', { tier, reputation }));
      expect(
        reserve(pool, ask('m1'), START, {
          ...TERMS,
          thresholds: { ...DEFAULT_THRESHOLDS, rotateBelowReputation },
        }).ok,
      ).toBe(given);
    },
  );

  it('gives dormant leads to a domain that is warming up, but not while its warmup is held', () => {
    const warming = domainOf('warming.example', { tier: 'warming', addedOn: '2026-01-01' });
    const on = '2026-01-01';
    const first = (domain: SendingDomain, audience: 'dormant' | 'active') =>
      reserve(poolWith(domain), { ...ask('m1'), audience }, START, TERMS).ok;
    const warmup = (state: 'warming' | 'held' | 'recovering' | 'warm') => ({
      ...warming,
      warmup: { state, day: 3, cap: 36, on },
    });
    expect(first(warmup('held'), 'dormant')).toBe(false);
    expect(first(warmup('held'), 'active')).toBe(true);
    for (const domain of [warming, warmup('warming'), warmup('recovering'), warmup('warm')])
      expect(first(domain, 'dormant')).toBe(true);
  });

  it('reserves no domain for a mission that sends nothing', () => {
    const { reservation } = reserved(poolWith(), ask('m1', 'icp_extraction'), START);
    expect(reservation).toMatchObject({ crew: 'campaigns', domain: undefined, quotas: ['enrichment'] });
  });

  it('shares a provider among a bounded number of missions', () => {
    let pool = poolWith();
    for (const id of ['m1', 'm2']) pool = reserved(pool, ask(id, 'icp_extraction'), START).pool;
    expect(reserve(pool, ask('m3', 'icp_extraction'), START, TERMS)).toMatchObject({
      missing: { resource: 'quota:enrichment', sentence: expect.stringContaining('m1, m2') },
    });
  });

  it('reserves the requested domain while it is available', () => {
    const pool = poolWith(domainOf('a.example'), domainOf('b.example', { reputation: 0.8 }));
    const wish = (must: boolean) => ({ ...ask('m1'), domain: { name: 'b.example', must } });
    expect(reserve(pool, wish(false), START, TERMS)).toMatchObject({ reservation: { domain: 'b.example' } });
    const paused = poolWith(domainOf('a.example'), domainOf('b.example', { status: 'paused' }));
    expect(reserve(paused, wish(false), START, TERMS)).toMatchObject({
      reservation: { domain: 'a.example' },
    });
    expect(reserve(paused, wish(true), START, TERMS)).toMatchObject({
      missing: { resource: 'domain:b.example' },
    });
  });
});

const heldBy = (missionId: string): Holder => ({
  missionId,
  epoch: 1,
  until: addMs(START, HOUR).toISOString(),
});

describe('reservations over any history', () => {
  const MISSIONS = ['m1', 'm2', 'm3', 'm4', 'm5', 'm6', 'm7', 'm8'] as const;
  const TYPES = ['lead_reactivation', 'campaign_execution', 'icp_extraction', 'error_recovery'] as const;
  const typeOf = (mission: string): string => TYPES[Number(mission.slice(1)) % TYPES.length] ?? TYPES[0];
  const act = fc.record({
    act: fc.constantFrom('reserve', 'renew', 'release', 'wait', 'pause'),
    mission: fc.constantFrom(...MISSIONS),
    minutes: fc.nat(150),
  });
  const start = (): Pool =>
    poolWith(
      domainOf('a.example', { inboxes: [{ name: 'ann', dailyCap: 9, holders: [] }] }),
      domainOf('b.example', { tier: 'prewarmed' }),
    );

  it('never exceed the capacity, never lose what is held, and leak nothing', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60 }), (history) => {
        let pool = start();
        let now = START;
        /** What each mission believes to hold: the last reservation that it was given. */
        const believed = new Map<string, Reservation>();
        for (const { act: what, mission, minutes } of history) {
          if (what === 'wait') now = addMs(now, minutes * MINUTE);
          if (what === 'pause') {
            const status = minutes % 2 === 0 ? ('paused' as const) : ('active' as const);
            pool = {
              ...pool,
              domains: pool.domains.map((d) => (d.domain === 'a.example' ? { ...d, status } : d)),
            };
          }
          if (what === 'release') {
            pool = release(pool, mission);
            believed.delete(mission);
          }
          if (what === 'reserve') {
            const answer = reserve(pool, ask(mission, typeOf(mission)), now, TERMS);
            if (answer.ok) {
              pool = answer.pool;
              believed.set(mission, answer.reservation);
            }
          }
          const held = believed.get(mission);
          if (what === 'renew' && held) {
            const renewed = renew(pool, mission, held, now);
            // Who still holds can always hold on.
            if (held.until > now.toISOString()) expect(renewed).toBeDefined();
            if (renewed) {
              pool = renewed.pool;
              believed.set(mission, renewed.reservation);
            } else believed.delete(mission);
          }
          checkNothingOverAllocated(pool, now);
          for (const [id, reservation] of believed) {
            if (reservation.until > now.toISOString()) checkHeldWhole(pool, id, reservation, now);
          }
        }
        for (const mission of MISSIONS) pool = release(pool, mission);
        expect([...holdersOf(pool).keys()]).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  const alive = (holders: readonly Holder[], now: Date): string[] =>
    holders.filter((holder) => isHeld(holder, now)).map(({ missionId }) => missionId);

  function checkNothingOverAllocated(pool: Pool, now: Date): void {
    const owners = [
      ...pool.crews.map(({ holders, capacity }) => ({ holders, capacity })),
      ...pool.quotas.map(({ holders, slots }) => ({ holders, capacity: slots })),
      ...pool.domains.flatMap(({ inboxes }) => inboxes.map(({ holders }) => ({ holders, capacity: 3 }))),
    ];
    for (const { holders, capacity } of owners) {
      expect(alive(holders, now).length).toBeLessThanOrEqual(capacity);
    }
    const inCrews = pool.crews.flatMap(({ holders }) => alive(holders, now));
    const onDomains = pool.domains.flatMap(({ holders }) => alive(holders, now));
    expect(new Set(inCrews).size).toBe(inCrews.length);
    expect(new Set(onDomains).size).toBe(onDomains.length);
    // All or nothing: who has a domain or a share has a place in a crew.
    for (const mission of onDomains) expect(inCrews).toContain(mission);
  }

  function checkHeldWhole(pool: Pool, mission: string, reservation: Reservation, now: Date): void {
    const has = (holders: readonly Holder[] | undefined): boolean =>
      (holders ?? []).some(
        (holder) => holder.missionId === mission && holder.epoch === reservation.epoch && isHeld(holder, now),
      );
    expect(has(pool.crews.find(({ id }) => id === reservation.crew)?.holders)).toBe(true);
    const domain = pool.domains.find((candidate) => candidate.domain === reservation.domain);
    expect(has(domain?.holders)).toBe(needsOf(typeOf(mission)).domain);
    expect(has(domain?.inboxes.find(({ name }) => name === reservation.inbox)?.holders)).toBe(
      reservation.inbox !== undefined,
    );
    for (const provider of reservation.quotas) {
      expect(has(pool.quotas.find((quota) => quota.provider === provider)?.holders)).toBe(true);
    }
  }
});
