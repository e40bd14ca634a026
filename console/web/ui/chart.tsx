import { useEffect, useRef, useState } from 'react';
import type uPlot from 'uplot';
import styles from './chart.module.css';

export interface Series {
  readonly label: string;
  readonly values: readonly (number | null)[];
}

interface ChartProps {
  /** What is shown, for those who do not see it. */
  readonly label: string;
  /** Instants, RFC 3339, ascending. */
  readonly times: readonly string[];
  readonly series: readonly Series[];
  readonly format?: (value: number) => string;
  readonly height?: number;
}

/** Some systems name a language that is none, such as `en-US@posix`. uPlot formats numbers in it as soon as it is loaded. */
function mendLanguage(): void {
  try {
    Intl.getCanonicalLocales(navigator.language);
  } catch {
    Object.defineProperty(navigator, 'language', { value: 'en', configurable: true });
  }
}

const colour = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name);
/** `light-dark()` is resolved on an element only, and a canvas has none. */
function resolved(name: string): string {
  const probe = document.createElement('span');
  probe.style.color = colour(name);
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

/** Lines over time, drawn on a canvas, with the same numbers as a table for those who would rather read. */
export function Chart({ label, times, series, format = String, height = 200 }: ChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const [scheme, setScheme] = useState(0);
  useEffect(() => {
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const redraw = () => setScheme((old) => old + 1);
    dark.addEventListener('change', redraw);
    return () => dark.removeEventListener('change', redraw);
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `scheme` stands for the colours, which are read from the page
  useEffect(() => {
    const target = place.current;
    if (target === null || times.length === 0) return;
    let plot: uPlot | undefined;
    let gone = false;
    const draw = async () => {
      mendLanguage();
      const [{ default: UPlot }] = await Promise.all([import('uplot'), import('uplot/dist/uPlot.min.css')]);
      if (gone) return;
      const ink = resolved('--ink-3');
      const grid = { stroke: resolved('--line'), width: 1 };
      const axis = { stroke: ink, grid, ticks: grid, font: '12px system-ui' };
      plot = new UPlot(
        {
          width: target.clientWidth,
          height,
          legend: { show: series.length > 1 },
          cursor: { points: { size: 6 } },
          axes: [axis, { ...axis, size: 64, values: (_, ticks) => ticks.map(format) }],
          series: [
            {},
            ...series.map(({ label: name }, index) => ({
              label: name,
              stroke: resolved(`--series-${(index % 5) + 1}`),
              width: 2,
              value: (_: uPlot, value: number | null) => (value === null ? '–' : format(value)),
            })),
          ],
        },
        [times.map((time) => Date.parse(time) / 1000), ...series.map(({ values }) => [...values])],
        target,
      );
    };
    void draw();
    const resize = new ResizeObserver(() => plot?.setSize({ width: target.clientWidth, height }));
    resize.observe(target);
    return () => {
      gone = true;
      resize.disconnect();
      plot?.destroy();
    };
  }, [times, series, format, height, scheme]);

  return (
    <figure className={styles.figure}>
      <div ref={place} className={styles.plot} style={{ minHeight: height }} role="img" aria-label={label} />
      <details className={styles.table}>
        <summary>The numbers</summary>
        <div className={styles.numbers}>
          <table>
            <caption className="visually-hidden">{label}</caption>
            <thead>
              <tr>
                <th scope="col">Time</th>
                {series.map(({ label: name }) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {times.map((time, row) => (
                <tr key={time}>
                  <th scope="row">{time.slice(0, 16).replace('T', ' ')}</th>
                  {series.map(({ label: name, values }) => {
                    const value = values[row];
                    return <td key={name}>{value === null || value === undefined ? '–' : format(value)}</td>;
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  );
}
