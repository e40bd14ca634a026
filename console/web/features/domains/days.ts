const DAY_MS = 86_400_000;

/** So many days from one on, each as the instant at which it begins (UTC). */
export const daysFrom = (day: string, many: number): readonly string[] =>
  Array.from({ length: many }, (_, index) =>
    new Date(Date.parse(`${day}T00:00:00.000Z`) + index * DAY_MS).toISOString(),
  );

const DAYS_BEFORE = 6;

export interface Volume {
  /** The days, each as the instant at which it begins (UTC): the six before today, today, and those that are planned. */
  readonly times: readonly string[];
  readonly sent: readonly (number | null)[];
  readonly caps: readonly (number | null)[];
}

/** What was sent by day until today, and beside it the most that may be sent from today on. */
export function volumeOf(
  today: string,
  sentByDay: readonly { readonly day: string; readonly sent: number }[],
  plannedCaps: readonly number[],
): Volume {
  const first = new Date(Date.parse(today) - DAYS_BEFORE * DAY_MS).toISOString().slice(0, 10);
  const times = daysFrom(first, DAYS_BEFORE + Math.max(1, plannedCaps.length));
  const counts = new Map(sentByDay.map(({ day, sent }) => [day, sent]));
  return {
    times,
    sent: times.map((time, n) => (n > DAYS_BEFORE ? null : (counts.get(time.slice(0, 10)) ?? 0))),
    caps: times.map((_, n) => plannedCaps[n - DAYS_BEFORE] ?? null),
  };
}
