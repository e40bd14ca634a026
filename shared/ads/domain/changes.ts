import type { AdsChange } from '../contract/tasks.ts';
import { microsOf } from './money.ts';

/** How one kind of change is read and written: the rows of the table below. */
interface KindRow {
  /** Collection of the API, and the operation of a mixed request. */
  readonly collection: string;
  readonly operation: string;
  /** Resource and field of GAQL, and of JSON. */
  readonly resource: string;
  readonly field: string;
  readonly jsonResource: string;
  readonly jsonField: string;
  /** What is read beside it, to name it. */
  readonly also: readonly string[];
  readonly nameOf: (row: unknown) => string;
  readonly money: boolean;
}

export const at = (json: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((is, name) => Object(is)[name], json);
const text = (json: unknown, path: string): string => String(at(json, path) ?? '');

const keyword = {
  collection: 'adGroupCriteria',
  operation: 'adGroupCriterionOperation',
  resource: 'ad_group_criterion',
  jsonResource: 'adGroupCriterion',
  also: ['ad_group_criterion.keyword.text', 'ad_group_criterion.effective_cpc_bid_micros', 'ad_group.name'],
  nameOf: (row: unknown) =>
    `Keyword "${text(row, 'adGroupCriterion.keyword.text')}" of ${text(row, 'adGroup.name')}`,
};

export const KINDS: Readonly<Record<Exclude<AdsChange['what'], 'negative_keyword'>, KindRow>> = {
  keyword_bid: { ...keyword, field: 'cpc_bid_micros', jsonField: 'cpcBidMicros', money: true },
  keyword_status: { ...keyword, field: 'status', jsonField: 'status', money: false },
  budget: {
    collection: 'campaignBudgets',
    operation: 'campaignBudgetOperation',
    resource: 'campaign_budget',
    field: 'amount_micros',
    jsonResource: 'campaignBudget',
    jsonField: 'amountMicros',
    also: ['campaign_budget.name'],
    nameOf: (row) => `Budget "${text(row, 'campaignBudget.name')}"`,
    money: true,
  },
  campaign_status: {
    collection: 'campaigns',
    operation: 'campaignOperation',
    resource: 'campaign',
    field: 'status',
    jsonResource: 'campaign',
    jsonField: 'status',
    also: ['campaign.name'],
    nameOf: (row) => `Campaign "${text(row, 'campaign.name')}"`,
    money: false,
  },
  ad_group_status: {
    collection: 'adGroups',
    operation: 'adGroupOperation',
    resource: 'ad_group',
    field: 'status',
    jsonResource: 'adGroup',
    jsonField: 'status',
    also: ['ad_group.name', 'campaign.name'],
    nameOf: (row) => `Ad group "${text(row, 'adGroup.name')}" of ${text(row, 'campaign.name')}`,
    money: false,
  },
};

export type Valued = Exclude<AdsChange, { what: 'negative_keyword' }>;
export const isValued = (change: AdsChange): change is Valued => change.what !== 'negative_keyword';

/** As the API has it: micros, or a state. */
export const wantedOf = (change: Valued): string =>
  'amount' in change ? microsOf(change.amount) : change.status;

export const resourceOf = (customer: string, { what, id }: Pick<Valued, 'what' | 'id'>): string =>
  `customers/${customer}/${KINDS[what].collection}/${id}`;

/** Reads all things of one kind. The ids were checked: digits and ~ only. */
export function queryOf(what: Valued['what'], resources: readonly string[]): string {
  const { resource, field, also } = KINDS[what];
  const fields = [`${resource}.resource_name`, `${resource}.${field}`, ...also];
  const names = resources.map((name) => `'${name}'`).join(', ');
  return `SELECT ${fields.join(', ')} FROM ${resource} WHERE ${resource}.resource_name IN (${names})`;
}

export const negativesQuery = (campaign: string): string =>
  `SELECT campaign_criterion.resource_name, campaign_criterion.keyword.text, campaign_criterion.keyword.match_type, campaign.name FROM campaign_criterion WHERE campaign.id = ${campaign} AND campaign_criterion.type = 'KEYWORD' AND campaign_criterion.negative = TRUE`;

export const campaignsOfBudgetsQuery = (budgets: readonly string[]): string =>
  `SELECT campaign.name, campaign.campaign_budget FROM campaign WHERE campaign.campaign_budget IN (${budgets.map((name) => `'${name}'`).join(', ')}) AND campaign.status != 'REMOVED'`;

export type Operation = Readonly<Record<string, object>>;

/** Undefined: nothing of its own, such as a keyword that has the bid of its ad group. */
export const updateOf = (
  what: Valued['what'],
  resourceName: string,
  value: string | undefined,
): Operation => {
  const { operation, field, jsonField } = KINDS[what];
  return {
    [operation]: {
      update: { resourceName, ...(value !== undefined && { [jsonField]: value }) },
      updateMask: field,
    },
  };
};

export const negativeOf = (
  customer: string,
  { id, text: words, match }: Extract<AdsChange, { what: 'negative_keyword' }>,
): Operation => ({
  campaignCriterionOperation: {
    create: {
      campaign: `customers/${customer}/campaigns/${id}`,
      negative: true,
      keyword: { text: words, matchType: match },
    },
  },
});

export const removalOf = (resourceName: string): Operation => ({
  campaignCriterionOperation: { remove: resourceName },
});
