import type { Simulation } from '../../../../../shared/forecast/contract/simulation.ts';
import { DayColumns } from './day-columns.tsx';
import { daysByDomain } from './days-by-domain.ts';

/** Sends per day, a chart for each domain that sends. */
export function ForecastDays({ plan: { days } }: { readonly plan: Simulation }) {
  if (days.length === 0) return <p className="quiet">Nothing goes out.</p>;
  return (
    <div className="stack">
      {daysByDomain(days).map(({ domain, days: own }) => (
        <DayColumns key={domain} title={domain} days={own} />
      ))}
    </div>
  );
}
