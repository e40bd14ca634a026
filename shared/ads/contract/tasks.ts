import * as z from 'zod';
import { connectionIdSchema } from '../../connections/contract/connections.ts';
import { lineText } from '../../kernel/contract/common.ts';
import type { TaskType } from '../../tasks/contract/task-type.ts';

const id = z.string().regex(/^\d{1,20}$/, 'must be digits');
const pairId = z
  .string()
  .regex(/^\d{1,20}~\d{1,20}$/, 'must be the id of the ad group, ~, and the id of the keyword');
const amount = z
  .string()
  .regex(/^\d{1,9}(?:\.\d{1,6})?$/, 'must be a decimal number as a text, such as "1.20"')
  .describe('In the currency of the account, as a text: "1.20"');

const REPORT_LEVELS = ['campaign', 'ad_group', 'keyword', 'search_term'] as const;
const REPORT_SPANS = [
  'TODAY',
  'YESTERDAY',
  'LAST_7_DAYS',
  'LAST_14_DAYS',
  'LAST_30_DAYS',
  'THIS_MONTH',
  'LAST_MONTH',
] as const;

export const reportPayloadSchema = z.strictObject({
  connection: connectionIdSchema.describe('Of Google Ads'),
  level: z.enum(REPORT_LEVELS).default('campaign'),
  during: z.enum(REPORT_SPANS).default('LAST_7_DAYS'),
  campaign: id.optional().describe('Of this campaign only'),
  rowsAtMost: z.number().int().min(1).max(500).default(100),
});
export type ReportPayload = z.output<typeof reportPayloadSchema>;

const STATES = ['ENABLED', 'PAUSED'] as const;
const MATCHES = ['EXACT', 'PHRASE', 'BROAD'] as const;

const adsChangeSchema = z.discriminatedUnion('what', [
  z.strictObject({ what: z.literal('keyword_bid'), id: pairId, amount }),
  z.strictObject({ what: z.literal('budget'), id: id.describe('Of the budget'), amount }),
  z.strictObject({ what: z.literal('campaign_status'), id, status: z.enum(STATES) }),
  z.strictObject({ what: z.literal('ad_group_status'), id, status: z.enum(STATES) }),
  z.strictObject({ what: z.literal('keyword_status'), id: pairId, status: z.enum(STATES) }),
  z.strictObject({
    what: z.literal('negative_keyword'),
    id: id.describe('Of the campaign'),
    text: lineText({ max: 80 }),
    match: z.enum(MATCHES),
  }),
]);
export type AdsChange = z.output<typeof adsChangeSchema>;

export const changePayloadSchema = z.strictObject({
  connection: connectionIdSchema.describe('Of Google Ads'),
  changes: z
    .array(adsChangeSchema)
    .min(1)
    .max(50)
    .refine((changes) => new Set(changes.map(keyOfChange)).size === changes.length, {
      error: 'must change each thing once',
    }),
});
export type ChangePayload = z.output<typeof changePayloadSchema>;

function keyOfChange(change: AdsChange): string {
  return change.what === 'negative_keyword'
    ? `${change.what} ${change.id} ${change.match} ${change.text.toLowerCase()}`
    : `${change.what} ${change.id}`;
}

const connection = 'con_00000000000000000000000000';

export const adsReportType: TaskType = {
  type: 'ads.report',
  summary: 'Reads how campaigns, ad groups, keywords or search terms of Google Ads do. It changes nothing.',
  agent: 'ads',
  payload: reportPayloadSchema,
  example: { connection, level: 'campaign', during: 'LAST_7_DAYS' },
};

export const adsChangeType: TaskType = {
  type: 'ads.change',
  summary:
    'Changes bids, budgets and states at Google Ads, and adds negative keywords, within the caps of tasks.ads in the settings. Lower bids run by themselves; the rest is asked about.',
  agent: 'ads',
  payload: changePayloadSchema,
  example: { connection, changes: [{ what: 'keyword_bid', id: '5001~7001', amount: '0.80' }] },
};
