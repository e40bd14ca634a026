import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addMs, HOUR, MINUTE } from '../../kernel/clock.ts';
import { newPool, type Pool, release, reserve } from './pool.ts';

const START = new Date('2026-01-01T00:00:00Z');
const withDomain = (pool: Pool): Pool => ({
  ...pool,
  domains: [
    {
      domain: 'mail.acme.example',
      tier: 'custom',
      status: 'active',
      addedOn: '2025-01-01',
      targetPerDay: 100,
      reputation: 0.9,
      holders: [],
    },
  ],
});

describe('the resource pool', () => {
  it('gives a fourth mission of a crew nothing, and says what it waits for', () => {
    let pool = withDomain(newPool('acme'));
    for (const id of ['m1', 'm2', 'm3']) {
      const reserved = reserve(pool, id, 'lead_reactivation', START);
      if (!reserved.ok) throw new Error(reserved.waitingFor);
      pool = reserved.pool;
    }
    const fourth = reserve(pool, 'm4', 'lead_reactivation', START);
    expect(fourth).toMatchObject({ ok: false, waitingFor: expect.stringContaining('3 of 3') });
  });

  it('waits for a domain when there is none, or none that is healthy', () => {
    expect(reserve(newPool('acme'), 'm1', 'lead_reactivation', START)).toMatchObject({
      waitingFor: expect.stringContaining('none has been added'),
    });
    const sick = withDomain(newPool('acme'));
    const domains = sick.domains.map((domain) => ({ ...domain, reputation: 0.4 }));
    expect(reserve({ ...sick, domains }, 'm1', 'lead_reactivation', START)).toMatchObject({
      waitingFor: expect.stringContaining('reputation 0.40'),
    });
  });

  it('never gives more than its capacity, forgets nobody who holds, and leaks nothing', () => {
    const step = fc.record({
      act: fc.constantFrom('reserve', 'release', 'wait'),
      mission: fc.constantFrom('m1', 'm2', 'm3', 'm4', 'm5', 'm6'),
      minutes: fc.nat(200),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let pool = withDomain(newPool('acme'));
        let now = START;
        const until = new Map<string, Date>();
        for (const { act, mission, minutes } of steps) {
          if (act === 'wait') now = addMs(now, minutes * MINUTE);
          if (act === 'release') {
            pool = release(pool, mission);
            until.delete(mission);
          }
          if (act === 'reserve') {
            const reserved = reserve(pool, mission, 'lead_reactivation', now);
            if (reserved.ok) {
              pool = reserved.pool;
              until.set(mission, addMs(now, 2 * HOUR));
            } else {
              // Refused only when three others really hold at this moment.
              const holding = [...until].filter(([id, end]) => id !== mission && end > now);
              expect(holding.length).toBeGreaterThanOrEqual(3);
            }
          }
          const alive = pool.crews
            .flatMap((crew) => crew.holders)
            .filter((holder) => holder.until > now.toISOString());
          expect(alive.length).toBeLessThanOrEqual(3);
          const missions = alive.map((holder) => holder.missionId);
          for (const [id, end] of until) if (end > now) expect(missions).toContain(id);
        }
        for (const mission of ['m1', 'm2', 'm3', 'm4', 'm5', 'm6']) pool = release(pool, mission);
        expect([...pool.crews, ...pool.domains].flatMap((owner) => owner.holders)).toEqual([]);
      }),
    );
  });
});
