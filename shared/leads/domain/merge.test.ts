import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CONSENTS } from './consent.ts';
import { leadProfileSchema, type ParsedLead } from './lead-profile.ts';
import { mergeLeads } from './merge.ts';
import { TEXT_FLAGS } from './text-fields.ts';

const maybe = <T>(...values: T[]) => fc.constantFrom(undefined, ...values);
const sortedSubset = (...values: string[]) => fc.subarray(values).map((each) => each.toSorted());
const zone = fc.constantFrom(
  {},
  { timeZone: 'Europe/Berlin', timeZoneSource: 'country' as const },
  { timeZone: 'Asia/Tokyo', timeZoneSource: 'country' as const },
  { timeZone: 'America/Chicago', timeZoneSource: 'given' as const },
);

const lead: fc.Arbitrary<ParsedLead> = fc
  .tuple(
    fc.record({
      identity: fc.constant('elif@example.com'),
      address: fc.constantFrom('elif@example.com', 'Elif@example.com', 'elif+x@example.com'),
      externalIds: sortedSubset('C1', 'C2', 'D1'),
      firstName: maybe('E.', 'Elif', 'ELIF', 'Élif'),
      lastName: maybe('Silva', 'Silva Pinto'),
      company: maybe('Acme', 'Acme Tools'),
      phone: maybe('+14155550101', '+4930901820'),
      country: maybe('DE', 'US'),
      consent: fc.constantFrom(...CONSENTS),
      notes: fc
        .subarray(Array.from({ length: 20 }, (_, i) => `note ${i}`))
        .map((notes) => (notes.length ? notes.toSorted() : undefined)),
      industry: maybe('IT', 'Retail'),
      employees: maybe(5, 70),
      jobTitle: maybe('CEO', 'Chief'),
      outcome: maybe(true, false),
      attributes: maybe<Record<string, string>>({ Source: 'Web' }, { Source: 'Fair', Kind: 'b' }),
      createdAt: maybe('2020-01-01', '2021-01-01'),
      lastContactedAt: maybe('2022-01-01', '2023-01-01'),
      roleAddress: fc.boolean(),
      neverMail: fc.boolean(),
      flags: fc.subarray([...TEXT_FLAGS]).map((flags) => flags.toSorted()),
    }),
    zone,
  )
  .map(([profile, place]) => ({ timeZone: undefined, timeZoneSource: undefined, ...profile, ...place }));

describe('mergeLeads', () => {
  it('does not depend on order, grouping or repetition', () => {
    fc.assert(
      fc.property(lead, lead, lead, (a, b, c) => {
        expect(mergeLeads(a, b)).toEqual(mergeLeads(b, a));
        expect(mergeLeads(mergeLeads(a, b), c)).toEqual(mergeLeads(a, mergeLeads(b, c)));
        expect(mergeLeads(a, a)).toEqual(a);
      }),
    );
  });

  it('never loses an opt-out, a lead id or a do-not-mail mark', () => {
    fc.assert(
      fc.property(lead, lead, (a, b) => {
        const merged = mergeLeads(a, b);
        expect(leadProfileSchema.safeParse(merged).success).toBe(true);
        expect(merged.consent === 'opted_out').toBe(a.consent === 'opted_out' || b.consent === 'opted_out');
        expect(new Set(merged.externalIds)).toEqual(new Set([...a.externalIds, ...b.externalIds]));
        expect(merged.neverMail).toBe(a.neverMail || b.neverMail);
      }),
    );
  });

  it('keeps the fuller name, the plain address, the given time zone and the earliest creation', () => {
    const base: ParsedLead = {
      identity: 'elif@gmail.com',
      address: 'elif@gmail.com',
      externalIds: ['C1'],
      firstName: 'Elif',
      timeZone: 'Asia/Tokyo',
      timeZoneSource: 'given',
      createdAt: '2021-01-01',
      consent: 'subscribed',
      roleAddress: false,
      neverMail: false,
      flags: [],
    };
    const other: ParsedLead = {
      ...base,
      address: 'El.if+shop@gmail.com',
      externalIds: ['D1'],
      firstName: 'E.',
      timeZone: 'Europe/Berlin',
      timeZoneSource: 'country',
      createdAt: '2020-01-01',
      consent: 'unknown',
    };
    expect(mergeLeads(other, base)).toMatchObject({
      ...base,
      externalIds: ['C1', 'D1'],
      createdAt: '2020-01-01',
    });
  });
});
