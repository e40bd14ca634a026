/** Length of a slot in which requests are counted. Seven slots cover any minute, wherever it begins. */
const SLOT_MS = 10_000;
const SLOTS = 7;
/** Slot names form a ring of twice as many as are counted, so that old ones are cleared before they are used again. */
const RING = 2 * SLOTS;

export const slotOf = (now: Date): number => Math.floor(now.getTime() / SLOT_MS);

export const slotName = (slot: number): string => `n${((slot % RING) + RING) % RING}`;

/** The slots of the last minute, newest first. */
export const countedSlots = (slot: number): string[] =>
  Array.from({ length: SLOTS }, (_, ago) => slotName(slot - ago));

/** The other slots of the ring, whose counts are out of date. */
export const clearedSlots = (slot: number): string[] =>
  Array.from({ length: RING - SLOTS }, (_, ago) => slotName(slot - SLOTS - ago));

/** After this many slots without a request, the whole ring is out of date and starts anew. */
export const RESTART_AFTER_SLOTS = SLOTS;

/**
 * Seconds until `needed` of the counted requests are more than a minute old.
 * @param counts the counts of the last minute, newest slot first
 */
export function secondsUntilFree(counts: readonly number[], needed: number, now: Date): number {
  let freed = 0;
  for (let ago = counts.length - 1; ago >= 0; ago--) {
    freed += counts[ago] ?? 0;
    if (freed >= needed) {
      const slotsToWait = SLOTS - ago;
      const slotEnds = (slotOf(now) + slotsToWait) * SLOT_MS;
      return Math.max(1, Math.ceil((slotEnds - now.getTime()) / 1000));
    }
  }
  return (SLOTS * SLOT_MS) / 1000;
}
