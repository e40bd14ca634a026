import type { PoolStore } from '../../domains/app/ports/pools.ts';
import { sumByProvider } from '../../domains/domain/traffic.ts';
import { mapConcurrent } from '../../kernel/concurrency.ts';
import type { ProviderGroup } from '../../leads/contract/provider-groups.ts';
import type { Send } from '../domain/send.ts';
import { type SignalChange, signalsOfChange } from '../domain/traffic-of-change.ts';

/** What an e-mail that a domain sent on a day says of the domain. */
export interface DomainSignal extends SignalChange {
  readonly domain: string;
  readonly day: string;
  readonly provider: ProviderGroup;
}

/** What a change of a message says of its domain, on the day on which it was sent. */
export const domainSignals = (before: Send, after: Send, provider: ProviderGroup): DomainSignal[] =>
  signalsOfChange(before, after).map((change) => ({
    domain: after.domain,
    day: after.claimedAt.slice(0, 10),
    provider,
    ...change,
  }));

/** Domains and days at once. */
const WIDTH = 8;

/** Counts them, in one write for each domain and day. */
export async function countSignals(
  { pools }: { readonly pools: Pick<PoolStore, 'countTraffic'> },
  signals: readonly DomainSignal[],
): Promise<void> {
  const days = Map.groupBy(signals, ({ domain, day }) => `${domain} ${day}`);
  await mapConcurrent([...days.values()], WIDTH, (of) => {
    const [{ domain, day } = { domain: '', day: '' }] = of;
    const counts = sumByProvider(of.map(({ provider, signal, add }) => ({ [provider]: { [signal]: add } })));
    return pools.countTraffic(domain, day, counts);
  });
}
