/** Length of a slot in which requests are counted. Seven slots cover any minute, wherever it begins. */
const SLOT_MS = 10_000;
const SLOTS = 7;
/**
 * Slot names form a ring of three times as many as are counted, so that old ones are cleared before they are used again, by
 * somebody in any seven slots that follow each other.
 */
const RING = 3 * SLOTS;

export const slotOf = (now: Date): number => Math.floor(now.getTime() / SLOT_MS);

export const slotName = (slot: number): string => `n${((slot % RING) + RING) % RING}`;

export const SLOT_NAMES: readonly string[] = Array.from({ length: RING }, (_, slot) => slotName(slot));

/**
 * The slots of the last minute, newest first. The one that comes next is among them: of two functions, the one whose request
 * was stamped just before the end of a slot may be the later one to count it.
 */
export const countedSlots = (slot: number): string[] =>
  Array.from({ length: SLOTS + 1 }, (_, ago) => slotName(slot + 1 - ago));

/** The other slots of the ring, whose counts are out of date, also for who counts a request of the slot before. */
export const clearedSlots = (slot: number): string[] =>
  Array.from({ length: RING - SLOTS - 2 }, (_, ago) => slotName(slot - SLOTS - 1 - ago));

/** After this many slots without a request, the whole ring is out of date and starts anew. */
export const RESTART_AFTER_SLOTS = SLOTS;

/**
 * Seconds until `needed` of the counted requests are more than a minute old.
 * @param counts those of `countedSlots`
 */
export function secondsUntilFree(counts: readonly number[], needed: number, now: Date): number {
  let freed = 0;
  for (let place = counts.length - 1; place >= 0; place--) {
    const ago = place - 1;
    freed += counts[place] ?? 0;
    if (freed >= needed) {
      const slotsToWait = SLOTS - ago;
      const slotEnds = (slotOf(now) + slotsToWait) * SLOT_MS;
      return Math.max(1, Math.ceil((slotEnds - now.getTime()) / 1000));
    }
  }
  return (SLOTS * SLOT_MS) / 1000;
}
