import { PROVIDER_GROUPS, type ProviderGroup } from '../../leads/contract/provider-groups.ts';

/**
 * What is counted of the e-mails of a domain, by the UTC day on which they were sent. `opened` and `replied` are by people;
 * `deferred` are e-mails that the mailbox provider put off because of the sender.
 */
const SIGNALS = ['sent', 'bounced', 'complained', 'opened', 'replied', 'deferred'] as const;
export type Signal = (typeof SIGNALS)[number];

export type Traffic = Readonly<Record<Signal, number>>;
export type TrafficByProvider = Readonly<Record<ProviderGroup, Traffic>>;
/** What is added to the counts of a day. What is absent adds nothing. */
export type TrafficCounts = Readonly<
  Partial<Record<ProviderGroup, Readonly<Partial<Record<Signal, number>>>>>
>;

/** How many e-mails go to each mailbox provider. */
export type Recipients = Readonly<Partial<Record<ProviderGroup, number>>>;

export const recipientsBy = (providers: readonly ProviderGroup[]): Recipients =>
  Object.fromEntries(
    [...Map.groupBy(providers, (provider) => provider)].map(([provider, of]) => [provider, of.length]),
  );

export const NO_TRAFFIC: Traffic = {
  sent: 0,
  bounced: 0,
  complained: 0,
  opened: 0,
  replied: 0,
  deferred: 0,
};

const sumTraffic = (all: readonly Partial<Traffic>[]): Traffic => {
  const sum = { ...NO_TRAFFIC };
  for (const each of all) for (const signal of SIGNALS) sum[signal] += each[signal] ?? 0;
  return sum;
};

/** The sums by provider, each with all signals. */
export const sumByProvider = (all: readonly TrafficCounts[]): TrafficByProvider => ({
  gmail: sumTraffic(all.map(({ gmail = {} }) => gmail)),
  yahoo: sumTraffic(all.map(({ yahoo = {} }) => yahoo)),
  microsoft: sumTraffic(all.map(({ microsoft = {} }) => microsoft)),
  other: sumTraffic(all.map(({ other = {} }) => other)),
});

/** Of all providers together. */
export const totalOf = (byProvider: TrafficByProvider): Traffic =>
  sumTraffic(PROVIDER_GROUPS.map((provider) => byProvider[provider]));
