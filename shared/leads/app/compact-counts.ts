/** Numbers in a slot: two halves of a hash, and its count. */
const SLOT = 3;
const FIRST_SLOTS = 1 << 12;
const FULLEST = 0.7;
const BASE = 32;
const HALF = 6;
/** The signs of `shortHash`: base 32 without the letters that look like digits. */
const DIGITS = new Map(
  Array.from('0123456789abcdefghjkmnpqrstvwxyz', (sign, digit) => [sign.charCodeAt(0), digit]),
);

/**
 * Counts by hash, twelve characters of `shortHash`, for millions of them: 12 bytes a slot, 17 to 35 for each hash, where a
 * `Map` takes about a hundred. It is a hash table with open addressing; a count of zero marks a free slot.
 */
export class CompactCounts {
  #slots = new Uint32Array(FIRST_SLOTS * SLOT);
  #used = 0;

  get(hash: string): number | undefined {
    const count = this.#slots[this.#placeOf(half(hash, 0), half(hash, HALF)) + 2];
    return count === 0 ? undefined : count;
  }

  /** @param count at least 1 */
  set(hash: string, count: number): void {
    const [high, low] = [half(hash, 0), half(hash, HALF)];
    const at = this.#placeOf(high, low);
    if (this.#slots[at + 2] === 0) this.#used += 1;
    this.#slots.set([high, low, count], at);
    if (this.#used > (this.#slots.length / SLOT) * FULLEST) this.#grow();
  }

  /** Where the hash is, or the free slot for it. */
  #placeOf(high: number, low: number): number {
    const slots = this.#slots;
    const mask = slots.length / SLOT - 1;
    // The halves are random as they are.
    for (let slot = (low ^ (high << 12)) & mask; ; slot = (slot + 1) & mask) {
      const at = slot * SLOT;
      if (slots[at + 2] === 0 || (slots[at] === high && slots[at + 1] === low)) return at;
    }
  }

  #grow(): void {
    const old = this.#slots;
    this.#slots = new Uint32Array(old.length * 2);
    for (let at = 0; at < old.length; at += SLOT) {
      if (old[at + 2] === 0) continue;
      this.#slots.set(old.subarray(at, at + SLOT), this.#placeOf(old[at] ?? 0, old[at + 1] ?? 0));
    }
  }
}

/** Six characters as a number of 30 bits. */
function half(hash: string, from: number): number {
  let value = 0;
  for (let i = from; i < from + HALF; i++) value = value * BASE + (DIGITS.get(hash.charCodeAt(i)) ?? 0);
  return value;
}
