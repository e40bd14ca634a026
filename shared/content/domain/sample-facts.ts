import { type Brand, brandFacts } from './brand-facts.ts';
import type { FactName, Facts } from './facts.ts';

const OBSERVED_ON = '2026-01-01';
/** The date at which the samples are fresh. */
export const SAMPLE_NOW = new Date('2026-01-02T00:00:00Z');

const CONTACT_REASON: Facts = sample({ contactReason: 'you agreed to hear from us' });
const ALWAYS: Facts = sample({
  contactReason: 'you agreed to hear from us',
  brandName: 'Northwind',
  senderName: 'Ana Pires',
  postalAddress: 'Example Street 1, 1000 Exampletown',
});

/** A sample has one alternative of each group; an empty alternative is an unknown fact. */
const OF_LEADS: readonly (readonly Facts[])[] = [
  [{}, sample({ firstName: 'Grace' })],
  [{}, sample({ company: 'Müller Bau' })],
  [
    {},
    sample({ purchaseCount: 1, lastPurchaseMonth: 'May 2025', silentMonths: 8 }),
    sample({ purchaseCount: 4, lastPurchaseMonth: 'May 2025', silentMonths: 8 }),
    sample({ purchaseCount: 4 }),
  ],
];
const OF_BRANDS: readonly (readonly Facts[])[] = [
  [{}, sample({ offer: 'a first consultation at no charge' })],
  [{}, sample({ website: 'https://northwind.example' })],
  [{}, sample({ bookingUrl: 'https://northwind.example/book' })],
];

const combined = (from: Facts, groups: readonly (readonly Facts[])[]): readonly Facts[] =>
  groups.reduce<readonly Facts[]>(
    (samples, alternatives) =>
      samples.flatMap((facts) => alternatives.map((alternative) => ({ ...facts, ...alternative }))),
    [from],
  );

/** Every combination of known and unknown facts (128): a template must read well, and pass, with each. */
export const SAMPLE_FACTS: readonly Facts[] = combined(ALWAYS, [...OF_LEADS, ...OF_BRANDS]);

/** Every combination of what may be known of a reader (16), beside what a brand states about itself. */
export const sampleReaders = (brand: Brand): readonly Facts[] =>
  combined({ ...CONTACT_REASON, ...brandFacts(brand, 'sample', OBSERVED_ON) }, OF_LEADS);

function sample(values: Partial<Record<FactName, string | number>>): Facts {
  return Object.fromEntries(
    Object.entries(values).map(([field, value]) => [
      field,
      { value, source: { record: 'sample', field }, observedOn: OBSERVED_ON },
    ]),
  );
}
