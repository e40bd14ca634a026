import { Link } from '@tanstack/react-router';
import { isOutreachType } from '../../../../../shared/missions/contract/mission.ts';
import { wordsOf } from '../../../ui/badge.tsx';
import { Card } from '../../../ui/card.tsx';
import { Empty } from '../../../ui/notice.tsx';
import { Values } from '../../../ui/values.tsx';
import { Criteria } from './criteria.tsx';
import { Incremental } from './incremental.tsx';
import styles from './results.module.css';
import { Variants } from './variants.tsx';
import type { Mission, Report } from './view.ts';

/** What came of the mission: variants against each other, all against the holdout, and what to do next. */
export function Results({ mission: { report, outcome, type, scoredBy } }: { readonly mission: Mission }) {
  if (report === null && outcome === null) {
    return (
      <Card>
        <Empty title="No results yet">
          {isOutreachType(type)
            ? 'The report is written when the days in which Rex waits for answers are over.'
            : 'The results are here when the mission has ended.'}
        </Empty>
      </Card>
    );
  }
  // The report of a mission that writes to leads says all of it in better words.
  const results = Object.entries(report === null ? (outcome?.results ?? {}) : {}).filter(
    ([, values]) => Object.keys(values).length > 0,
  );
  return (
    <>
      {outcome === null ? null : <Criteria outcome={outcome} />}
      {report?.ab ? <Variants ab={report.ab} /> : null}
      <div className={styles.halves}>
        {report?.incremental ? <Incremental result={report.incremental} /> : null}
        {report === null || report.recommendations.length === 0 ? null : (
          <Recommendations of={report.recommendations} />
        )}
        {results.map(([step, values]) => (
          <Card key={step} title={`Result of “${wordsOf(step)}”`}>
            <Values of={values} />
          </Card>
        ))}
        {scoredBy.length === 0 ? null : (
          <Card title="How the leads were ranked">
            <div className="stack-tight">
              {scoredBy.map((sentence) => (
                <p key={sentence}>{sentence}</p>
              ))}
            </div>
          </Card>
        )}
      </div>
    </>
  );
}

function Recommendations({ of: recommendations }: { readonly of: Report['recommendations'] }) {
  return (
    <Card title="What to do next" actions={<Link to="/recommendations">All recommendations</Link>}>
      <ul className="stack">
        {recommendations.map(({ id, kind, sentence, evidence }) => (
          <li key={id ?? sentence}>
            <p>{sentence}</p>
            <p className="quiet small">
              {wordsOf(kind)}. {evidence}
            </p>
          </li>
        ))}
      </ul>
    </Card>
  );
}
