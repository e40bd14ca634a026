import * as z from 'zod';
import { type AdsChange, adsChangeSchema } from '../contract/tasks.ts';
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

/** What Rex has set, and what was there before: micros or a state; null where it had none of its own. */
export const changedSchema = z.object({
  change: adsChangeSchema,
  name: z.string(),
  resourceName: z.string(),
  before: z.string().nullable(),
  after: z.string(),
});
export type Changed = z.infer<typeof changedSchema>;
