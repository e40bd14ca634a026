/** Requests are counted by slots of so long; a minute is covered by seven of them, whenever it begins. */
const SLOT_MS = 10_000;
const SLOTS = 7;
/** Names of slots come round: twice as many as count, so that old ones are cleared before they are used again. */
const RING = 2 * SLOTS;

export const slotOf = (now: Date): number => Math.floor(now.getTime() / SLOT_MS);

export const slotName = (slot: number): string => `n${((slot % RING) + RING) % RING}`;

/** The slots of the last minute, newest first. */
export const countedSlots = (slot: number): string[] =>
  Array.from({ length: SLOTS }, (_, ago) => slotName(slot - ago));

/** The other names of the ring: they hold what is over. */
export const clearedSlots = (slot: number): string[] =>
  Array.from({ length: RING - SLOTS }, (_, ago) => slotName(slot - SLOTS - ago));

/** After so many slots without a request, the ring holds nothing that counts and begins anew. */
export const RESTART_AFTER_SLOTS = SLOTS;

/**
 * Seconds until `needed` of the counted requests are more than a minute old.
 * @param counts of the last minute, newest slot first
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
