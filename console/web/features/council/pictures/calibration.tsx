import type { Summary } from '../../../../../shared/lords/cognition/contract/schemas.ts';
import { plural } from '../../../format/numbers.ts';
import styles from './pictures.module.css';

const SIZE = 240;
const EDGE = 28;
const at = (share: number): number => EDGE + share * (SIZE - 2 * EDGE);

/** How often what was expected came true, against how likely it was called: on the line both are the same. */
export function Calibration({ of: { calibration } }: { readonly of: Summary }) {
  const { scored, brier, bins } = calibration;
  const filled = bins.filter(({ count }) => count > 0);
  if (brier === null || filled.length === 0)
    return <p className="quiet">No decision has been scored yet. Each is, when its day comes.</p>;
  const most = Math.max(...filled.map(({ count }) => count));
  return (
    <figure className="stack-tight">
      <svg
        viewBox={`0 0 ${SIZE} ${SIZE}`}
        className={styles.square}
        role="img"
        aria-label={`Calibration of ${plural(scored, 'decision')}: Brier score ${brier.toFixed(3)}`}
      >
        <rect className={styles.frame} x={EDGE} y={EDGE} width={SIZE - 2 * EDGE} height={SIZE - 2 * EDGE} />
        <line className={styles.ideal} x1={at(0)} y1={SIZE - at(0)} x2={at(1)} y2={SIZE - at(1)} />
        {filled.map(({ from, count, expected, held }) => (
          <circle
            key={from}
            className={styles.point}
            cx={at(expected)}
            cy={SIZE - at(held)}
            r={3 + 5 * (count / most)}
          >
            <title>{`${plural(count, 'decision')}: called ${expected.toFixed(2)}, came true ${held.toFixed(2)}`}</title>
          </circle>
        ))}
        <text x={SIZE / 2} y={SIZE - 6} textAnchor="middle">
          Called
        </text>
        <text x={-SIZE / 2} y={14} textAnchor="middle" transform="rotate(-90)">
          Came true
        </text>
      </svg>
      <figcaption className={styles.legend}>
        Brier score {brier.toFixed(3)} of {plural(scored, 'decision')}: 0 is best, 0.25 is always saying one
        half.
      </figcaption>
    </figure>
  );
}
