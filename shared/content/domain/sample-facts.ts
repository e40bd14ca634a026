import type { FactName, Facts } from './facts.ts';

const OBSERVED_ON = '2026-01-01';
/** The date at which the samples are fresh. */
export const SAMPLE_NOW = new Date('2026-01-02T00:00:00Z');

const ALWAYS: Facts = sample({
  contactReason: 'you agreed to hear from us',
  brandName: 'Northwind',
  senderName: 'Ana Pires',
  postalAddress: 'Example Street 1, 1000 Exampletown',
});

/** A sample has one alternative of each group; an empty alternative is an unknown fact. */
const ALTERNATIVES: readonly (readonly Facts[])[] = [
  [{}, sample({ firstName: 'Grace' })],
  [{}, sample({ company: 'Müller Bau' })],
  [
    {},
    sample({ purchaseCount: 1, lastPurchaseMonth: 'May 2025', silentMonths: 8 }),
    sample({ purchaseCount: 4, lastPurchaseMonth: 'May 2025', silentMonths: 8 }),
    sample({ purchaseCount: 4 }),
  ],
  [{}, sample({ offer: 'a first consultation at no charge' })],
  [{}, sample({ website: 'https://northwind.example' })],
  [{}, sample({ bookingUrl: 'https://northwind.example/book' })],
];

/** Every combination of known and unknown facts (128): a template must read well, and pass, with each. */
export const SAMPLE_FACTS: readonly Facts[] = ALTERNATIVES.reduce<readonly Facts[]>(
  (samples, alternatives) =>
    samples.flatMap((facts) => alternatives.map((alternative) => ({ ...facts, ...alternative }))),
  [ALWAYS],
);

function sample(values: Partial<Record<FactName, string | number>>): Facts {
  return Object.fromEntries(
    Object.entries(values).map(([field, value]) => [
      field,
      { value, source: { record: 'sample', field }, observedOn: OBSERVED_ON },
    ]),
  );
}
