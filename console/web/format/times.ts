/** Times as people read them: relative to now, and exactly. `now` is that of the server, which may be ahead locally. */
/** Two clocks, and an answer on its way, differ by so much. */
const ON_ITS_WAY = 5_000;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'long' });
const day = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', year: 'numeric' });
const exact = new Intl.DateTimeFormat('en', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZoneName: 'short',
});

export function ago(instant: string, now: number): string {
  const ms = Date.parse(instant) - now;
  const size = Math.abs(ms);
  if (size < MINUTE) return ms > ON_ITS_WAY ? 'in a moment' : 'just now';
  if (size < HOUR) return relative.format(Math.round(ms / MINUTE), 'minute');
  if (size < DAY) return relative.format(Math.round(ms / HOUR), 'hour');
  if (size < 30 * DAY) return relative.format(Math.round(ms / DAY), 'day');
  return day.format(Date.parse(instant));
}

export const exactly = (instant: string): string => exact.format(Date.parse(instant));
export const onDay = (instant: string): string => day.format(Date.parse(instant));

/** Milliseconds as `3 min 20 s`. */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const parts = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ] as const;
  return parts
    .filter(([value]) => value > 0)
    .slice(0, 2)
    .map(([value, unit]) => `${value} ${unit}`)
    .join(' ');
}
