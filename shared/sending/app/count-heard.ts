import type { ProviderDayStore } from '../../domains/app/ports/provider-days.ts';
import { OUTCOMES, type Outcome } from '../../domains/domain/provider-day.ts';
import type { Send } from '../domain/send.ts';

export interface SendChange {
  readonly before: Send;
  readonly after: Send;
}

const AT: Readonly<Record<Outcome, (send: Send) => string | undefined>> = {
  delivered: ({ deliveredAt }) => deliveredAt,
  bounced: ({ bouncedAt }) => bouncedAt,
  complained: ({ complainedAt }) => complainedAt,
};

/** Counts what a provider's webhook taught of messages, on the days that it names, beside which its own counts are put. */
export async function countHeard(
  { providerDays }: { readonly providerDays: Pick<ProviderDayStore, 'hear'> },
  workspace: string,
  changes: readonly SendChange[],
): Promise<void> {
  const heard = changes.flatMap(({ before, after }) =>
    OUTCOMES.flatMap((outcome) => {
      const at = AT[outcome](after);
      return at !== undefined && AT[outcome](before) === undefined ? [{ outcome, day: at.slice(0, 10) }] : [];
    }),
  );
  for (const [day, of] of Map.groupBy(heard, (each) => each.day)) {
    const counts = Map.groupBy(of, ({ outcome }) => outcome);
    await providerDays.hear(
      workspace,
      day,
      Object.fromEntries([...counts].map(([outcome, all]) => [outcome, all.length])),
    );
  }
}
