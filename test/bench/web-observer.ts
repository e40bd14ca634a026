/**
 * Runs in each document before its own scripts. Keeps in `window.rexBench` what the browser itself measures: the largest
 * paint, and how long each interaction took to the next frame (Event Timing, in steps of 8 ms from 16 ms on). `settled` is
 * the last frame that still said "Loading". Milliseconds since the document began.
 */
export const OBSERVER = `
  const bench = { largest: 0, settled: 0, latencies: {} };
  window.rexBench = bench;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) bench.largest = entry.startTime;
  }).observe({ type: 'largest-contentful-paint', buffered: true });
  new PerformanceObserver((list) => {
    for (const { interactionId, duration } of list.getEntries())
      if (interactionId > 0) bench.latencies[interactionId] = Math.max(bench.latencies[interactionId] ?? 0, duration);
  }).observe({ type: 'event', durationThreshold: 16, buffered: true });
  const look = () => {
    const loads = [...document.querySelectorAll('[role=status]')].some((each) => each.textContent.startsWith('Loading'));
    if (loads || document.querySelector('h1') === null) bench.settled = performance.now();
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
`;

/** What the observer found; `origin` is when the document began, in epoch milliseconds. */
export interface Observed {
  readonly origin: number;
  readonly largest: number;
  readonly settled: number;
  readonly latencies: readonly number[];
}

export const READ = `({
  origin: performance.timeOrigin,
  largest: window.rexBench.largest,
  settled: window.rexBench.settled,
  latencies: Object.values(window.rexBench.latencies),
})`;

export const FORGET_LATENCIES = 'window.rexBench.latencies = {}';

/** The addresses of all scripts of the document. */
export const SCRIPTS = `[...new Set(performance.getEntriesByType('resource').map(({ name }) => name))].filter((name) => /[.]js([?]|$)/.test(name))`;
