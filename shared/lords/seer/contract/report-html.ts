import type { Prediction, Report } from './schemas.ts';

const WIDTH = 640;
const HEIGHT = 160;

/** The report as one page without scripts or addresses: numbers, words and a chart for each series. */
export const reportHtml = ({ parts, horizonDays, madeOn }: Report): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Forecast of ${horizonDays} days</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:42rem;margin:2rem auto;padding:0 1rem;color:#1c2024}
svg{width:100%;height:auto}.band{fill:#3b6ecc33}.line{fill:none;stroke:#1c2024;stroke-width:1.5}.ahead{stroke:#3b6ecc}
td,th{text-align:right;padding:.1rem .6rem}td:first-child,th:first-child{text-align:left}</style></head>
<body><h1>Forecast of ${horizonDays} days</h1><p>Made on ${madeOn} from the records of the workspace.</p>
${parts.map(({ metric, prediction, says }) => `<h2>${metric}</h2><p>${escaped(says)}</p>${prediction ? chart(prediction) + table(prediction) : ''}`).join('\n')}
</body></html>`;

function chart({ metric, history, values }: Prediction): string {
  const highest = Math.max(...history.map(({ value }) => value), ...values.map(({ high }) => high), 1e-9);
  const count = history.length + values.length;
  const x = (n: number): number => round((n / Math.max(1, count - 1)) * WIDTH);
  const y = (value: number): number => round(HEIGHT - (value / highest) * HEIGHT);
  const points = (of: readonly number[], from: number): string =>
    of.map((value, n) => `${x(from + n)},${y(value)}`).join(' ');
  const from = history.length;
  const band = [
    ...values.map(({ high }, n) => `${x(from + n)},${y(high)}`),
    ...values.map(({ low }, n) => `${x(from + n)},${y(low)}`).reverse(),
  ].join(' ');
  return `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${metric}: ${history.length} days, and the forecast with its intervals">
<polygon class="band" points="${band}"/><polyline class="line" points="${points(
    history.map(({ value }) => value),
    0,
  )}"/><polyline class="line ahead" points="${points(
    values.map(({ value }) => value),
    from,
  )}"/></svg>`;
}

const table = ({ values, level }: Prediction): string =>
  `<table><thead><tr><th>Day</th><th>Forecast</th><th>${level * 100} % low</th><th>high</th></tr></thead><tbody>${values
    .map(
      ({ day, value, low, high }) =>
        `<tr><td>${day}</td><td>${round(value)}</td><td>${round(low)}</td><td>${round(high)}</td></tr>`,
    )
    .join('')}</tbody></table>`;

const round = (value: number): number => Math.round(value * 100) / 100;
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
