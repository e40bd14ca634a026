import type { CohortStore } from '../../drafting/app/ports/cohorts.ts';
import type { Cohort } from '../../drafting/domain/cohort.ts';
import { mapConcurrent } from '../../kernel/concurrency.ts';
import type { SendLedger } from '../../sending/app/ports/sending.ts';
import { countOutcomes } from '../../sending/app/summarize-messages.ts';
import { type Send, wasSent } from '../../sending/domain/send.ts';
import type { Reaction } from '../domain/people.ts';

/** What a mission has sent so far, and what became of it. */
export interface ActualSends {
  /** By UTC day and step; absent for missions that are too large to read their ledger while somebody waits. */
  readonly byDay:
    | ReadonlyMap<string, { readonly domain: string; readonly bySteps: readonly number[] }>
    | undefined;
  readonly sent: number;
  readonly people: Readonly<Record<Exclude<Reaction, 'none'>, number>>;
}

export interface ActualSendsDeps {
  readonly cohorts: Pick<CohortStore, 'list'>;
  readonly ledger: Pick<SendLedger, 'ofCohort'>;
}

/** The ledgers of so many cohorts are read: 25,000 leads. */
const COHORTS_READ = 250;
const READ_AT_ONCE = 10;

/** Reads the ledger; of a larger mission the counts after the latest round of each cohort, which know no days. */
export async function readActualSends(
  deps: ActualSendsDeps,
  {
    workspace,
    missionId,
    steps,
  }: { readonly workspace: string; readonly missionId: string; readonly steps: number },
  cohorts: readonly Cohort[],
): Promise<ActualSends> {
  if (cohorts.length > COHORTS_READ) {
    const sum = (name: string): number => cohorts.reduce((all, { counts }) => all + (counts[name] ?? 0), 0);
    return { byDay: undefined, sent: sum('sent'), people: peopleOf(sum) };
  }
  const sends = (
    await mapConcurrent(cohorts, READ_AT_ONCE, ({ id }) =>
      deps.ledger.ofCohort({ workspace, missionId, cohort: id }, 'eventual'),
    )
  ).flat();
  const counts = countOutcomes(sends);
  return {
    byDay: byDayOf(sends.filter(wasSent), steps),
    sent: counts.sent,
    people: peopleOf((name) => counts[name]),
  };
}

const peopleOf = (count: (name: Exclude<Reaction, 'none'>) => number): ActualSends['people'] => ({
  bounced: count('bounced'),
  complained: count('complained'),
  unsubscribed: count('unsubscribed'),
  replied: count('replied'),
});

function byDayOf(sends: readonly Send[], steps: number): NonNullable<ActualSends['byDay']> {
  const days = new Map<string, { domain: string; bySteps: number[] }>();
  for (const { sentAt, claimedAt, step, domain } of sends) {
    const day = (sentAt ?? claimedAt).slice(0, 10);
    const of = days.get(day) ?? { domain, bySteps: new Array<number>(steps).fill(0) };
    of.bySteps[step - 1] = (of.bySteps[step - 1] ?? 0) + 1;
    days.set(day, { ...of, domain: of.domain || domain });
  }
  return days;
}
