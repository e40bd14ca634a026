const DAY_MS = 86_400_000;

/** So many days from one on, each as the instant at which it begins (UTC). */
export const daysFrom = (day: string, many: number): readonly string[] =>
  Array.from({ length: many }, (_, index) =>
    new Date(Date.parse(`${day}T00:00:00.000Z`) + index * DAY_MS).toISOString(),
  );
