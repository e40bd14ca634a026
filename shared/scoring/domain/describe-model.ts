import { FEWEST_CUSTOMERS } from './bg-nbd.ts';
import type { ReactivationModel } from './reactivation-model.ts';
import { FEWEST_RETURNED, FEWEST_STAYED_AWAY } from './return-model.ts';

/** What the scores of a mission rest on, in sentences for people who sell. */
export function describeModel(model: ReactivationModel): string[] {
  const { customers, horizonWeeks, spend } = model;
  if (customers === 0) {
    return [
      'No purchases were there to learn from: leads were ranked by what they opened, clicked and answered, and by how much is known of them.',
      `Import orders to rank leads by what they bought. It takes about ${FEWEST_CUSTOMERS} customers to learn from.`,
    ];
  }
  return [
    `The purchases of ${customers} ${customers === 1 ? 'customer' : 'customers'} say who is likely to buy again within ${horizonWeeks} weeks.`,
    comingBack(model),
    spend.source === 'fitted'
      ? 'What they are likely to spend was learned from your own customers.'
      : 'Not enough customers have bought twice to learn what they spend: what customers of other shops spend, scaled to yours, stands in.',
  ];
}

function comingBack({ returning, bgNbd, customers }: ReactivationModel): string {
  if (returning.kind === 'backtest')
    return 'Who comes back after a silence was learned from your own customers.';
  const needs = `Not enough data yet to learn who comes back after a silence: it needs ${FEWEST_RETURNED} customers who came back and ${FEWEST_STAYED_AWAY} who did not.`;
  if (bgNbd.source === 'fitted') return `${needs} Until then, how often your customers buy stands in.`;
  const more = FEWEST_CUSTOMERS - customers;
  const many = more > 0 ? ` For a first step, ${more} more customers with purchases would do.` : '';
  return `${needs}${many} Until then, Rex takes them to behave like customers of other shops.`;
}
