import * as z from 'zod';
import { sha256 } from '../../kernel/hash.ts';
import type { effectSchema } from '../contract/effect.ts';

const changeRecordSchema = z.object({
  what: z.string(),
  field: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
});

/** An effect as it is stored: see the contract for what its fields mean. */
export const effectRecordSchema = z.object({
  kind: z.string(),
  outside: z.boolean(),
  segment: z.string(),
  summary: z.string(),
  facts: z.record(z.string(), z.unknown()),
  recipients: z
    .object({ count: z.number().int(), sample: z.array(z.string()), digest: z.string().nullable() })
    .nullable(),
  content: z
    .object({
      subject: z.string().nullable(),
      text: z.string(),
      /** Erasures once took out what was null. */
      html: z.string().nullable().default(null),
      /** Beside the words, so that they are erased with the person. */
      leadId: z.string().optional(),
    })
    .nullable(),
  changes: z.array(changeRecordSchema),
  costUsd: z.number(),
  limit: z.string().nullable(),
}) satisfies z.ZodType<z.infer<typeof effectSchema>>;
export type Effect = z.infer<typeof effectRecordSchema>;

/** An effect of which only what is given differs from "reads something, for nobody, at no cost". */
export const effectOf = (given: Pick<Effect, 'kind' | 'segment' | 'summary'> & Partial<Effect>): Effect => ({
  outside: true,
  facts: {},
  recipients: null,
  content: null,
  changes: [],
  costUsd: 0,
  limit: null,
  ...given,
});

/** Grows when the meaning of an effect changes, so that what was approved before is asked about again. */
const EFFECT_VERSION = 1;

/** Digest of exactly what happens. Two effects that differ in anything have different digests. */
export const effectDigest = (effect: Effect): string =>
  sha256(JSON.stringify([EFFECT_VERSION, sorted(effect)]));

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, each]) => [name, sorted(each)]);
}
