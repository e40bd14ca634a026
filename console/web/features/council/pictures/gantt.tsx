import type { Plan } from '../../../../../shared/lords/strategos/contract/schemas.ts';
import { plural } from '../../../format/numbers.ts';
import { State } from '../../../ui/badge.tsx';
import styles from './pictures.module.css';

/** A plan as bars over its days: the critical path stands out, and each bar is filled as far as it is done. */
export function Gantt({ of: { activities, days, startsOn, endsOn, forecast } }: { readonly of: Plan }) {
  const most = Math.max(1, days);
  const rows = activities.toSorted((a, b) => a.start - b.start || a.end - b.end);
  return (
    <figure className="stack-tight">
      <table className={styles.rows}>
        <caption className="visually-hidden">
          Activities from {startsOn} to {endsOn}
        </caption>
        <thead className="visually-hidden">
          <tr>
            <th scope="col">Activity</th>
            <th scope="col">When</th>
            <th scope="col">Days</th>
            <th scope="col">State</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, title, start, end, on, until, percent, isCritical, status, slack }) => (
            <tr key={id}>
              <th scope="row" title={title}>
                {title}
              </th>
              <td>
                <div className={styles.track}>
                  <div
                    className={isCritical ? styles.critical : styles.bar}
                    style={{
                      insetInlineStart: `${(start / most) * 100}%`,
                      inlineSize: `${Math.max(0.6, ((end - start) / most) * 100)}%`,
                    }}
                    title={`${on} to ${until}${isCritical ? ', critical' : `, ${plural(slack, 'spare day')}`}`}
                  >
                    <div className={styles.done} style={{ inlineSize: `${percent}%` }} />
                  </div>
                </div>
              </td>
              <td className={styles.number}>{plural(end - start, 'day')}</td>
              <td>
                <State of={status} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <figcaption className={styles.legend}>
        {startsOn} to {endsOn}. The critical path is dark; what is done is filled. {forecast.says}
      </figcaption>
    </figure>
  );
}
