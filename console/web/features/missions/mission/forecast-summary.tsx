import type { Simulation } from '../../../../../shared/forecast/contract/simulation.ts';
import { count, plural, usd } from '../../../format/numbers.ts';
import { onDay } from '../../../format/times.ts';
import { rexNow } from '../../../sign-in/rex-time.ts';
import { Notice } from '../../../ui/notice.tsx';
import { Stat, Stats } from '../../../ui/stat.tsx';

const isPast = (instant: string): boolean => Date.parse(instant) < rexNow();

/** Cents matter little, and still nothing should look free that is not. */
const cost = (value: number): string => (value > 0 && value < 0.01 ? '< $0.01' : usd(value));

/** When it ends, how much goes out, what it costs, and what people have to do. */
export function ForecastSummary({ plan }: { readonly plan: Simulation }) {
  const { stopped, finishesAt, lastSentAt, costUsd, approvals, steps, leads, sharedWith } = plan;
  const planned = steps.reduce((sum, step) => sum + step.planned, 0);
  const actual = steps.reduce((sum, step) => sum + (step.actual ?? 0), 0);
  const hasBegun = steps.some((step) => step.actual !== null);
  const toDo = [
    ...(approvals.needed > 0 ? [plural(approvals.needed, 'approval')] : []),
    ...(approvals.replies > 0 ? [plural(approvals.replies, 'reply', 'replies')] : []),
    ...(approvals.tasks > 0 ? [plural(approvals.tasks, 'LinkedIn task')] : []),
  ];
  return (
    <div className="stack">
      {stopped === null ? null : (
        <Notice tone={isPast(stopped.at) ? 'info' : 'warn'}>
          <p>
            <strong>
              It {isPast(stopped.at) ? 'was' : 'is'} expected to stop on {onDay(stopped.at)}.
            </strong>{' '}
            {stopped.explanation}
          </p>
        </Notice>
      )}
      <Stats>
        <Stat
          label="Finished"
          value={finishesAt === null ? '–' : onDay(finishesAt)}
          note={lastSentAt === null ? undefined : `last message ${onDay(lastSentAt)}`}
        />
        <Stat
          label="Messages"
          value={count(planned)}
          note={`${stopped === null ? `to ${plural(leads, 'lead')}` : 'until it stops'}${hasBegun ? `; sent ${count(actual)}` : ''}`}
        />
        <Stat
          label="Cost"
          value={cost(costUsd.planned)}
          note={costUsd.actual === null ? undefined : `so far ${cost(costUsd.actual)}`}
        />
        <Stat label="For people" value={toDo[0] ?? 'nothing'} note={toDo.slice(1).join(', ') || undefined} />
      </Stats>
      {sharedWith === 0 ? null : (
        <p className="quiet small">
          {plural(sharedWith, 'other mission holds', 'other missions hold')} the domain too. What they will
          send is not known, so it may take longer.
        </p>
      )}
    </div>
  );
}
