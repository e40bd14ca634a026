import type { Proposal } from '../../../../../shared/lords/arbiter/contract/schemas.ts';
import { percent } from '../../../format/numbers.ts';
import { Badge } from '../../../ui/badge.tsx';
import { labelOf } from '../../../ui/label-of.ts';
import styles from './pictures.module.css';

/** The options of a proposal beside each other: what each party gets of what it claims, and how fair that is. */
export function Options({ of: { options, recommended } }: { readonly of: Proposal }) {
  return (
    <ul className="stack">
      {options.map(({ key, method, shares, fairness, fairnessBasis, envy, todo }) => (
        <li key={key} className="stack-tight">
          <p className="row">
            <strong>{labelOf(key)}</strong>
            {key === recommended ? <Badge tone="good">Recommended</Badge> : null}
            <span className="quiet small">
              Fairness {fairness === null ? 'none' : fairness.toFixed(2)}, envy {envy.toFixed(2)}
            </span>
          </p>
          <p className="quiet small">{method}</p>
          <table className={styles.rows}>
            <caption className="visually-hidden">What {key} gives to each party</caption>
            <tbody>
              {shares.map(({ party, share, satisfaction, givesUp }) => (
                <tr key={party}>
                  <th scope="row" title={party}>
                    {party}
                  </th>
                  <td>
                    <div className={styles.track}>
                      <div
                        className={styles.bar}
                        style={{ insetInlineStart: 0, inlineSize: `${satisfaction * 100}%` }}
                      />
                    </div>
                  </td>
                  <td className={styles.number}>{percent(satisfaction)}</td>
                  <td>
                    {share}
                    {givesUp === null ? null : <span className="quiet small">; gives up {givesUp}</span>}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          <p className="quiet small">
            {fairnessBasis}. {todo.join(' ')}
          </p>
        </li>
      ))}
    </ul>
  );
}
