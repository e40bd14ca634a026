import type { ReportPayload } from '../contract/tasks.ts';
import { at } from './changes.ts';
import { amountOf } from './money.ts';

interface Level {
  readonly from: string;
  readonly fields: readonly string[];
  /** What of a row names it, as JSON has it. */
  readonly names: Readonly<Record<string, string>>;
  readonly where: string;
}

const campaign = { campaignId: 'campaign.id', campaign: 'campaign.name' };
const CAMPAIGN = ['campaign.id', 'campaign.name'];

const LEVELS: Readonly<Record<ReportPayload['level'], Level>> = {
  campaign: {
    from: 'campaign',
    fields: [
      ...CAMPAIGN,
      'campaign.status',
      'campaign_budget.id',
      'campaign_budget.amount_micros',
      'campaign_budget.explicitly_shared',
    ],
    names: { ...campaign, status: 'campaign.status', budgetId: 'campaignBudget.id' },
    where: "campaign.status != 'REMOVED'",
  },
  ad_group: {
    from: 'ad_group',
    fields: [...CAMPAIGN, 'ad_group.id', 'ad_group.name', 'ad_group.status'],
    names: { ...campaign, adGroupId: 'adGroup.id', adGroup: 'adGroup.name', status: 'adGroup.status' },
    where: "ad_group.status != 'REMOVED'",
  },
  keyword: {
    from: 'keyword_view',
    fields: [
      ...CAMPAIGN,
      'ad_group.id',
      'ad_group.name',
      'ad_group_criterion.criterion_id',
      'ad_group_criterion.keyword.text',
      'ad_group_criterion.keyword.match_type',
      'ad_group_criterion.status',
      'ad_group_criterion.effective_cpc_bid_micros',
    ],
    names: {
      ...campaign,
      adGroupId: 'adGroup.id',
      adGroup: 'adGroup.name',
      keywordId: 'adGroupCriterion.criterionId',
      keyword: 'adGroupCriterion.keyword.text',
      match: 'adGroupCriterion.keyword.matchType',
      status: 'adGroupCriterion.status',
    },
    where: "ad_group_criterion.status != 'REMOVED'",
  },
  search_term: {
    from: 'search_term_view',
    fields: [...CAMPAIGN, 'ad_group.id', 'ad_group.name', 'search_term_view.search_term'],
    names: {
      ...campaign,
      adGroupId: 'adGroup.id',
      adGroup: 'adGroup.name',
      searchTerm: 'searchTermView.searchTerm',
    },
    where: "campaign.status != 'REMOVED'",
  },
};

const METRICS = ['impressions', 'clicks', 'cost_micros', 'conversions'].map((name) => `metrics.${name}`);

/** What was spent most on comes first. */
export function reportQuery({ level, during, campaign: only, rowsAtMost }: ReportPayload): string {
  const { from, fields, where } = LEVELS[level];
  const conditions = [
    `segments.date DURING ${during}`,
    where,
    ...(only === undefined ? [] : [`campaign.id = ${only}`]),
  ];
  return `SELECT customer.currency_code, ${[...fields, ...METRICS].join(', ')} FROM ${from} WHERE ${conditions.join(' AND ')} ORDER BY metrics.cost_micros DESC LIMIT ${rowsAtMost}`;
}

/** A row for people. Counts are whole numbers as texts, as they come; amounts are decimal numbers as texts, never floats. */
export function reportRow(level: ReportPayload['level'], row: unknown): Record<string, string | null> {
  const { names } = LEVELS[level];
  const text = (path: string): string | null => {
    const is = at(row, path);
    return is === undefined || is === null ? null : String(is);
  };
  const amount = (path: string): string | null => {
    const is = text(path);
    return is !== null && /^-?\d+$/.test(is) ? amountOf(is) : null;
  };
  const bid = amount('adGroupCriterion.effectiveCpcBidMicros');
  const budget = amount('campaignBudget.amountMicros');
  return {
    ...Object.fromEntries(Object.entries(names).map(([name, path]) => [name, text(path)])),
    ...(bid === null ? {} : { bid }),
    ...(budget === null ? {} : { budget }),
    impressions: text('metrics.impressions') ?? '0',
    clicks: text('metrics.clicks') ?? '0',
    cost: amount('metrics.costMicros') ?? '0.00',
    conversions: text('metrics.conversions') ?? '0',
  };
}
