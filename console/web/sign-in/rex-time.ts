let ahead = 0;

/** Somebody was told what time it is for Rex: an instant that has passed. On one machine its clock may be days ahead. */
export function heardTime(instant: string): void {
  const ms = Date.parse(instant) - Date.now();
  if (ms > ahead) ahead = ms;
}

/** The time of Rex, as far as it is known here, in milliseconds. */
export const rexNow = (): number => Date.now() + ahead;
