import { HOUR } from '../../../kernel/clock.ts';
import type { DisputeOf, Severity } from '../contract/schemas.ts';

type Waiting = DisputeOf<'order'>['waits'][number];

interface Facts {
  /** Until the nearest deadline. */
  readonly deadlineHours: number;
  readonly waitedHours: number;
  readonly priority: number;
}

/** The first that holds says how severe it is that missions wait. Four hours is how far ahead the queue looks at deadlines. */
const ROWS: readonly (readonly [Severity, string, (facts: Facts) => boolean])[] = [
  ['critical', 'A deadline is less than 4 hours away, or over', ({ deadlineHours }) => deadlineHours < 4],
  ['high', 'A deadline is less than a day away', ({ deadlineHours }) => deadlineHours < 24],
  ['high', 'A mission has waited for a day', ({ waitedHours }) => waitedHours >= 24],
  ['high', 'A mission of priority 80 or more waits', ({ priority }) => priority >= 80],
  ['medium', 'A mission has waited for 4 hours', ({ waitedHours }) => waitedHours >= 4],
];

/** How severe it is, and why, as a whole sentence. */
export function severityOf(
  waits: readonly Pick<Waiting, 'since' | 'priority' | 'deadline'>[],
  now: Date,
): { readonly severity: Severity; readonly severityBasis: string } {
  const hours = (from: string): number => (now.getTime() - Date.parse(from)) / HOUR;
  const facts = {
    deadlineHours: Math.min(
      ...waits.map(({ deadline }) => (deadline === undefined ? Number.POSITIVE_INFINITY : -hours(deadline))),
    ),
    waitedHours: Math.max(0, ...waits.map(({ since }) => hours(since))),
    priority: Math.max(0, ...waits.map(({ priority }) => priority)),
  };
  const [severity, basis] = ROWS.find(([, , holds]) => holds(facts)) ?? [
    'low',
    'Nobody has waited for long, and no deadline is near',
  ];
  return { severity, severityBasis: `${basis}.` };
}
