import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { openMemory } from '../../../test/memory/tables.ts';
import { sampleLead } from '../../../test/support/samples.ts';
import { stores } from '../../../test/support/stores.ts';
import { addMs, MINUTE } from '../../kernel/clock.ts';
import type { DynamoLeadStore } from '../adapters/lead-store.ts';
import { type Lead, suppress } from '../domain/lead.ts';
import { acquireContactLease } from './acquire-contact-lease.ts';
import { releaseContactLease } from './release-contact-lease.ts';

describe('the contact lease of a person', () => {
  const tables = openMemory();
  let leads: DynamoLeadStore;
  let now = new Date('2026-03-05T12:00:00Z');
  const clock = { now: () => now };
  let made = 0;
  beforeAll(async () => {
    ({ leads } = stores(tables));
  });

  async function newLead(): Promise<Lead> {
    const id = `l_${String(made++).padStart(20, '0')}`;
    const lead = sampleLead({ id });
    await leads.create(lead);
    return lead;
  }
  const take = (lead: Lead, holder: string, options: { known?: Lead; forMs?: number } = {}) =>
    acquireContactLease(
      { leads, clock },
      { workspace: 'acme', leadId: lead.id, holder, forMs: MINUTE, ...options },
    );

  it('goes to one of many concurrent callers, and the others learn who holds it and until when', async () => {
    const lead = await newLead();
    const holders = Array.from({ length: 24 }, (_, n) => `task:${n}`);
    const answers = await Promise.all(holders.map((holder) => take(lead, holder)));
    const winners = holders.filter((_, n) => answers[n]?.ok);
    expect(winners).toHaveLength(1);
    const until = addMs(now, MINUTE).toISOString();
    const losers = answers.filter(({ ok }) => !ok);
    for (const answer of losers) {
      expect(answer).toEqual({ ok: false, because: 'held', by: { holder: winners[0], until } });
    }
  });

  it('is not granted on a stale read of the lead', async () => {
    const lead = await newLead();
    await take(lead, 'm#1');
    expect(await take(lead, 'm#2', { known: lead })).toMatchObject({ ok: false, by: { holder: 'm#1' } });
  });

  it('is refused by the current state of the lead', async () => {
    const lead = await newLead();
    await leads.save(suppress(lead, 'manual', 'test', now));
    const asked = { workspace: 'acme', leadId: lead.id, holder: 'm#1', forMs: MINUTE, known: lead };
    const answer = await acquireContactLease(
      { leads, clock },
      { ...asked, refuses: ({ suppression }) => suppression !== undefined },
    );
    expect(answer).toEqual({ ok: false, because: 'refused' });
    expect(
      await acquireContactLease(
        { leads, clock },
        { ...asked, known: undefined, leadId: `l_${'z'.repeat(20)}` },
      ),
    ).toEqual({ ok: false, because: 'gone' });
  });

  it('has at most one holder at any moment, in any history of takes, releases and waits', async () => {
    const step = fc.record({
      act: fc.constantFrom('take', 'take', 'give back', 'wait'),
      holder: fc.constantFrom('m1#1', 'm2#1', 'task:1'),
      seconds: fc.integer({ min: 1, max: 90 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (history) => {
        const lead = await newLead();
        let holds: { holder: string; until: Date } | undefined;
        for (const { act, holder, seconds } of history) {
          if (act === 'wait') now = addMs(now, seconds * 1000);
          if (holds && holds.until <= now) holds = undefined;
          if (act === 'give back') {
            await releaseContactLease({ leads }, { workspace: 'acme', leadId: lead.id, holder });
            if (holds?.holder === holder) holds = undefined;
          }
          if (act === 'take') {
            const answer = await take(lead, holder, { forMs: seconds * 1000 });
            expect(answer.ok).toBe(holds === undefined || holds.holder === holder);
            if (answer.ok) holds = { holder, until: addMs(now, seconds * 1000) };
          }
        }
      }),
      { numRuns: 25 },
    );
  });
});
