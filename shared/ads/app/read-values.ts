import type { AdsChange, ChangePayload } from '../contract/tasks.ts';
import {
  at,
  campaignsOfBudgetsQuery,
  isValued,
  KINDS,
  negativesQuery,
  queryOf,
  resourceOf,
  type Valued,
} from '../domain/changes.ts';
import type { Customer } from './open-customer.ts';
import type { AdsApi } from './ports/google-ads.ts';

/** How what a change is about is now. */
export interface Current {
  readonly change: AdsChange;
  /** As people call it, with all campaigns that it touches. */
  readonly name: string;
  /** Of the thing, or of the negative keyword where there is one like it. */
  readonly resourceName: string | undefined;
  /** Its own value: micros, or a state; undefined when it has none. */
  readonly value: string | undefined;
  /** What counts: that of the ad group, where a keyword has no bid of its own. */
  readonly effective: string | undefined;
}

/** In the order of the changes. Undefined: there is no such thing. */
export async function readValues(
  googleAds: AdsApi,
  { opened, id }: Customer,
  changes: ChangePayload['changes'],
): Promise<(Current | undefined)[]> {
  const found = new Map<string, unknown>();
  for (const what of Object.keys(KINDS) as Valued['what'][]) {
    const names = changes
      .filter((change): change is Valued => change.what === what)
      .map((change) => resourceOf(id, change));
    if (names.length === 0) continue;
    for (const row of await googleAds.search(opened, queryOf(what, names)))
      found.set(`${what} ${at(row, `${KINDS[what].jsonResource}.resourceName`)}`, row);
  }
  const touched = await campaignsOfBudgets(googleAds, { opened, id }, changes);
  const negatives = await negativesOf(googleAds, { opened, id }, changes);
  return changes.map((change) => {
    if (!isValued(change)) return negativeNow(change, negatives.get(change.id));
    const resourceName = resourceOf(id, change);
    const row = found.get(`${change.what} ${resourceName}`);
    if (row === undefined) return undefined;
    const { jsonResource, jsonField, nameOf } = KINDS[change.what];
    const text = (path: string) => {
      const is = at(row, path);
      return is === undefined || is === null ? undefined : String(is);
    };
    const value = text(`${jsonResource}.${jsonField}`);
    const effective =
      value ?? (jsonField === 'cpcBidMicros' ? text(`${jsonResource}.effectiveCpcBidMicros`) : undefined);
    const campaigns = touched.get(resourceName) ?? [];
    const name = campaigns.length > 0 ? `${nameOf(row)} (campaigns: ${campaigns.join(', ')})` : nameOf(row);
    return { change, name, resourceName, value, effective };
  });
}

async function campaignsOfBudgets(
  googleAds: AdsApi,
  { opened, id }: Customer,
  changes: readonly AdsChange[],
): Promise<Map<string, string[]>> {
  const budgets = changes
    .filter((change): change is Valued => change.what === 'budget')
    .map((change) => resourceOf(id, change));
  const touched = new Map<string, string[]>();
  if (budgets.length === 0) return touched;
  for (const row of await googleAds.search(opened, campaignsOfBudgetsQuery(budgets))) {
    const budget = String(at(row, 'campaign.campaignBudget'));
    touched.set(budget, [...(touched.get(budget) ?? []), String(at(row, 'campaign.name'))].toSorted());
  }
  return touched;
}

async function negativesOf(
  googleAds: AdsApi,
  { opened }: Customer,
  changes: readonly AdsChange[],
): Promise<Map<string, unknown[]>> {
  const campaigns = new Set(changes.filter((change) => !isValued(change)).map(({ id }) => id));
  const negatives = new Map<string, unknown[]>();
  for (const campaign of campaigns)
    negatives.set(campaign, await googleAds.search(opened, negativesQuery(campaign)));
  return negatives;
}

function negativeNow(
  change: Extract<AdsChange, { what: 'negative_keyword' }>,
  rows: readonly unknown[] = [],
): Current {
  const like = rows.find(
    (row) =>
      String(at(row, 'campaignCriterion.keyword.text')).toLowerCase() === change.text.toLowerCase() &&
      at(row, 'campaignCriterion.keyword.matchType') === change.match,
  );
  const value = like === undefined ? undefined : `${change.text} (${change.match})`;
  return {
    change,
    name: `Negative keywords of campaign ${change.id}`,
    resourceName: like === undefined ? undefined : String(at(like, 'campaignCriterion.resourceName')),
    value,
    effective: value,
  };
}
