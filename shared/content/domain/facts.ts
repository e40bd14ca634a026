import * as z from 'zod';
import { refuseUnknown } from '../../kernel/contract/tolerance.ts';

interface FactRule {
  readonly about: 'lead' | 'brand';
  readonly meaning: string;
  /** Days after which the evidence is too old to be stated. Absent: it does not age. */
  readonly maxAgeDays?: number;
}

/** Every fact that a message may state. A template can name nothing else. */
export const FACT_RULES = {
  firstName: { about: 'lead', meaning: 'first name of the reader' },
  company: { about: 'lead', meaning: 'company of the reader' },
  purchaseCount: { about: 'lead', meaning: 'how many times the reader bought', maxAgeDays: 365 },
  lastPurchaseMonth: { about: 'lead', meaning: 'month and year of the last purchase', maxAgeDays: 365 },
  silentMonths: { about: 'lead', meaning: 'whole months since the last purchase', maxAgeDays: 60 },
  contactReason: { about: 'lead', meaning: 'why the reader gets this message' },
  brandName: { about: 'brand', meaning: 'name of the company that writes' },
  senderName: { about: 'brand', meaning: 'person who signs' },
  offer: { about: 'brand', meaning: 'the offer of this mission', maxAgeDays: 90 },
  website: { about: 'brand', meaning: 'web address of the brand' },
  bookingUrl: { about: 'brand', meaning: 'web address where a meeting can be booked' },
  postalAddress: { about: 'brand', meaning: 'postal address of the brand' },
} as const satisfies Record<string, FactRule>;

export type FactName = keyof typeof FACT_RULES;

const FACT_NAMES = [
  'firstName',
  'company',
  'purchaseCount',
  'lastPurchaseMonth',
  'silentMonths',
  'contactReason',
  'brandName',
  'senderName',
  'offer',
  'website',
  'bookingUrl',
  'postalAddress',
] as const satisfies readonly FactName[];

export const FactNameSchema = refuseUnknown(z.enum(FACT_NAMES));

export const isFactName = (name: string): name is FactName => Object.hasOwn(FACT_RULES, name);

const FactSchema = z.object({
  value: z.union([z.string().min(1).max(500), z.int().nonnegative()]),
  /** The record and the field of it that prove the fact. */
  source: z.object({ record: z.string().min(1), field: z.string().min(1) }),
  /** When the record was known to be true, not when it was read. */
  observedOn: z.iso.date(),
});

export type Fact = z.infer<typeof FactSchema>;

export const FactsSchema = z.partialRecord(FactNameSchema, FactSchema);

/** The facts for one message: those of its lead and those of its brand. Unknown facts are absent. */
export type Facts = z.infer<typeof FactsSchema>;
