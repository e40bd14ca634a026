import type { Assessment } from '../../../../../shared/quality/contract/assessment.ts';
import { State } from '../../../ui/badge.tsx';
import { labelOf } from '../../../ui/label-of.ts';
import styles from './pictures.module.css';

/** The points of each part, and what each finding points at. */
export function Quality({ of: { score, level, threshold, parts, notJudged } }: { readonly of: Assessment }) {
  const findings = parts.flatMap(({ part, findings: of }) => of.map((finding) => ({ part, ...finding })));
  return (
    <div className="stack-tight">
      <p className="row">
        <strong>{score} of 100</strong>
        <State of={level} />
        <span className="quiet small">The threshold is {threshold}.</span>
      </p>
      <table className={styles.rows}>
        <caption className="visually-hidden">Points of each part</caption>
        <tbody>
          {parts.map(({ part, points, most, says }) => (
            <tr key={part}>
              <th scope="row" title={says}>
                {labelOf(part)}
              </th>
              <td>
                <div className={styles.track}>
                  <div
                    className={styles.bar}
                    style={{ insetInlineStart: 0, inlineSize: `${most === 0 ? 0 : (points / most) * 100}%` }}
                  />
                </div>
              </td>
              <td className={styles.number}>
                {Math.round(points * 10) / 10} of {most}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {findings.length === 0 ? null : (
        <ul aria-label="What costs points" className="stack-tight">
          {findings.map(({ part, rule, says, instead, passage }, n) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: an assessment does not change its order
            <li key={`${part} ${rule} ${n}`}>
              {says}
              {passage === null || says.includes(passage.quote) ? null : (
                <>
                  {' '}
                  <q>{passage.quote}</q>
                </>
              )}
              {instead === null ? null : <> Instead: {instead}</>}
            </li>
          ))}
        </ul>
      )}
      {notJudged.length === 0 ? null : (
        <p className="quiet small">
          Not judged:{' '}
          {notJudged.map(({ part, because }) => `${labelOf(part).toLowerCase()} (${because})`).join('; ')}
        </p>
      )}
    </div>
  );
}
