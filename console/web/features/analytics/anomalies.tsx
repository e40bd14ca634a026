import { Link } from '@tanstack/react-router';
import type { Anomaly } from '../../../../shared/analytics/contract/view.ts';
import { decimal } from '../../format/numbers.ts';
import { State, wordsOf } from '../../ui/badge.tsx';
import { Card } from '../../ui/card.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Time } from '../../ui/time.tsx';
import { metricName } from './metrics.ts';

interface AnomaliesProps {
  readonly anomalies: readonly Anomaly[];
  readonly comparedAt: string | null;
}

/** What is not as usual. Every anomaly is also an alert. */
export function Anomalies({ anomalies, comparedAt }: AnomaliesProps) {
  if (comparedAt === null) {
    return (
      <Notice>
        <p>Nothing was compared yet: the first hour is not over.</p>
      </Notice>
    );
  }
  if (anomalies.length === 0) {
    return (
      <Notice tone="good">
        <p>
          Nothing is unusual. Compared <Time at={comparedAt} />.
        </p>
      </Notice>
    );
  }
  return (
    <Card title="Unusual" actions={<Link to="/alerts">Alerts</Link>}>
      <ul className="stack">
        {anomalies.map((anomaly) => (
          <li key={anomaly.type + anomaly.of} className="stack-tight">
            <div className="row">
              <State of={anomaly.severity} />
              <h3>{anomaly.title}</h3>
            </div>
            <p>{anomaly.message}</p>
            <Facts of={factsOf(anomaly)} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

const factsOf = ({ type, of, observed, expected, pValue, evidence }: Anomaly) =>
  [
    ['Kind', wordsOf(type)],
    ['Of', of === '' ? null : of],
    ['Observed', decimal(observed)],
    ['Usual', decimal(expected)],
    ['Adjusted p-value', pValue === null ? null : decimal(pValue)],
    ...Object.entries(evidence).map(([name, value]) => [metricName(name), decimal(value)] as const),
  ] as const;
