import * as z from 'zod';
import { refuseUnknown } from '../../kernel/contract/tolerance.ts';
import type { AdsChange } from '../contract/tasks.ts';
import { amountOf } from './money.ts';

/** A value as people read it. */
export const shown = (change: AdsChange, value: string | undefined): string | null =>
  value === undefined ? null : 'amount' in change ? amountOf(value) : value;

const FIELDS: Readonly<Record<AdsChange['what'], string>> = {
  keyword_bid: 'bid',
  budget: 'budget a day',
  campaign_status: 'state',
  ad_group_status: 'state',
  keyword_status: 'state',
  negative_keyword: 'negative keyword',
};
export const fieldOf = ({ what }: AdsChange): string => FIELDS[what];

const named = <const T extends readonly [string, ...string[]]>(names: T) => refuseUnknown(z.enum(names));
const id = z.string();

/** A change as it is kept for an undo. */
const changeRecordSchema = z.union([
  z.object({ what: named(['keyword_bid', 'budget']), id, amount: z.string() }),
  z.object({
    what: named(['campaign_status', 'ad_group_status', 'keyword_status']),
    id,
    status: named(['ENABLED', 'PAUSED']),
  }),
  z.object({
    what: z.literal('negative_keyword'),
    id,
    text: z.string(),
    match: named(['EXACT', 'PHRASE', 'BROAD']),
  }),
]) satisfies z.ZodType<AdsChange>;

/** What Rex has set, and what was there before: micros or a state; null where it had none of its own. */
export const changedSchema = z.object({
  change: changeRecordSchema,
  name: z.string(),
  resourceName: z.string(),
  before: z.string().nullable(),
  after: z.string(),
});
export type Changed = z.infer<typeof changedSchema>;
