import type { Simulation } from '../../../../../shared/forecast/contract/simulation.ts';
import { count } from '../../../format/numbers.ts';
import { wordsOf } from '../../../ui/badge.tsx';
import { Card } from '../../../ui/card.tsx';
import styles from './forecast.module.css';

interface Beside {
  readonly name: string;
  readonly planned: number;
  readonly actual: number | null;
}

/** What is planned beside what came, by step and by what people do. */
export function ForecastPlan({ plan: { steps, people, blocked } }: { readonly plan: Simulation }) {
  const stopped = Object.entries(blocked).filter(([, leads]) => leads > 0);
  return (
    <Card title="Planned and actual">
      <div className="stack">
        <Numbers
          name="Messages"
          rows={steps.map(({ step, ...numbers }) => ({ name: `Step ${step}`, ...numbers }))}
        />
        <Numbers
          name="What people do"
          rows={people.map(({ what, ...numbers }) => ({ name: wordsOf(what), ...numbers }))}
        />
        {stopped.length === 0 ? null : (
          <Numbers
            name="Leads stopped for good"
            rows={stopped.map(([guard, planned]) => ({ name: wordsOf(guard), planned, actual: null }))}
          />
        )}
      </div>
    </Card>
  );
}

function Numbers({ name, rows }: { readonly name: string; readonly rows: readonly Beside[] }) {
  return (
    <table className={styles.beside}>
      <thead>
        <tr>
          <th scope="col">{name}</th>
          <th scope="col">Planned</th>
          <th scope="col">Actual</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name: row, planned, actual }) => (
          <tr key={row}>
            <th scope="row">{row}</th>
            <td>{count(planned)}</td>
            <td>{actual === null ? '–' : count(actual)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
