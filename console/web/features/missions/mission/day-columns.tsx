import { count } from '../../../format/numbers.ts';
import { onDay } from '../../../format/times.ts';
import styles from './day-columns.module.css';
import type { PlanDay } from './days-by-domain.ts';

/** Columns for each day: what is planned, with what was sent before it. The same numbers are below as a table. */
export function DayColumns({ title, days }: { readonly title: string; readonly days: readonly PlanDay[] }) {
  const most = Math.max(1, ...days.map(({ planned, actual }) => Math.max(planned, actual ?? 0)));
  const height = (value: number) => ({ blockSize: `${(value / most) * 100}%` });
  const hasActual = days.some(({ actual }) => actual !== null);
  const caps = capsOf(days);
  const first = days[0]?.day ?? '';
  const last = days.at(-1)?.day ?? '';
  return (
    <figure className={styles.figure}>
      <figcaption className="spread">
        <span>
          <span className={styles.title}>{title}</span>
          {caps === '' ? null : <span className="quiet small"> at most {caps} e-mails a day</span>}
        </span>
        <span className={styles.legend}>
          <span className={styles.plannedKey}>Planned</span>
          {hasActual ? <span className={styles.sentKey}>Sent</span> : null}
        </span>
      </figcaption>
      <div
        className={styles.chart}
        style={{ maxInlineSize: `calc(${Math.max(3, days.length) * 4}rem + 3rem)` }}
        role="img"
        aria-label={`Sends per day from ${title}; the numbers follow`}
      >
        <span className={styles.most}>{count(most)}</span>
        <div className={styles.columns}>
          {days.map((each) => (
            <div key={each.day} className={styles.day} title={told(each)}>
              {each.planned === 0 ? null : <span className={styles.planned} style={height(each.planned)} />}
              {each.actual === null || each.actual === 0 ? null : (
                <span className={styles.sent} style={height(each.actual)} />
              )}
            </div>
          ))}
        </div>
        <span className={styles.from}>{onDay(first)}</span>
        {first === last ? null : <span className={styles.to}>{onDay(last)}</span>}
      </div>
      <Numbers title={title} days={days} hasActual={hasActual} />
    </figure>
  );
}

/** The caps of the days, which grow while a domain warms up. */
function capsOf(days: readonly PlanDay[]): string {
  const caps = days.flatMap(({ cap }) => (cap === null ? [] : [cap]));
  if (caps.length === 0) return '';
  const [least, most] = [Math.min(...caps), Math.max(...caps)];
  return least === most ? count(most) : `${count(least)} to ${count(most)}`;
}

const told = ({ day, planned, actual, cap }: PlanDay): string =>
  [
    onDay(day),
    `planned ${count(planned)}`,
    ...(actual === null ? [] : [`sent ${count(actual)}`]),
    ...(cap === null ? [] : [`at most ${count(cap)} e-mails`]),
  ].join(', ');

const dash = (value: number | null): string => (value === null ? '–' : count(value));

function Numbers({
  title,
  days,
  hasActual,
}: {
  readonly title: string;
  readonly days: readonly PlanDay[];
  readonly hasActual: boolean;
}) {
  return (
    <details>
      <summary className={styles.summary}>The numbers</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be scrolled by keys too */}
      <section className={styles.scroll} tabIndex={0} aria-label={`Sends per day from ${title}`}>
        <table className={styles.numbers}>
          <thead>
            <tr>
              <th scope="col">Day (UTC)</th>
              <th scope="col">Planned</th>
              {hasActual ? <th scope="col">Sent</th> : null}
              <th scope="col">E-mails at most</th>
              <th scope="col">Bounces expected</th>
            </tr>
          </thead>
          <tbody>
            {days
              .filter(({ planned, actual }) => planned > 0 || (actual ?? 0) > 0)
              .map(({ day, planned, actual, cap, risk, riskMost }) => (
                <tr key={day}>
                  <th scope="row">{day}</th>
                  <td>{count(planned)}</td>
                  {hasActual ? <td>{dash(actual)}</td> : null}
                  <td>{dash(cap)}</td>
                  <td>
                    {risk === null || riskMost === null
                      ? '–'
                      : `${risk.toFixed(1)} of ${riskMost.toFixed(1)}`}
                  </td>
                </tr>
              ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}
