import type { ProviderDayStore } from '../../domains/app/ports/provider-days.ts';
import { OUTCOMES, type Outcome } from '../../domains/domain/provider-day.ts';
import type { Send } from '../domain/send.ts';

export interface SendChange {
  readonly before: Send;
  readonly after: Send;
}

/** An end of an e-mail that Rex did not know of, and when it happened. */
interface Heard {
  readonly outcome: Outcome;
  readonly at: string;
}

export type CountHeard = (workspace: string, heard: readonly Heard[]) => Promise<void>;

const AT: Readonly<Record<Outcome, (send: Send) => string | undefined>> = {
  delivered: ({ deliveredAt }) => deliveredAt,
  bounced: ({ bouncedAt }) => bouncedAt,
  complained: ({ complainedAt }) => complainedAt,
};

/** What a change of a message taught. */
export const heardBy = ({ before, after }: SendChange): Heard[] =>
  OUTCOMES.flatMap((outcome) => {
    const at = AT[outcome](after);
    return at !== undefined && AT[outcome](before) === undefined ? [{ outcome, at }] : [];
  });

/** Counts what a provider's webhook taught of e-mails, on the days that it names, beside which its own counts are put. */
export async function countHeard(
  { providerDays }: { readonly providerDays: Pick<ProviderDayStore, 'hear'> },
  workspace: string,
  heard: readonly Heard[],
): Promise<void> {
  for (const [day, of] of Map.groupBy(heard, ({ at }) => at.slice(0, 10))) {
    const counts = Map.groupBy(of, ({ outcome }) => outcome);
    await providerDays.hear(
      workspace,
      day,
      Object.fromEntries([...counts].map(([outcome, all]) => [outcome, all.length])),
    );
  }
}
