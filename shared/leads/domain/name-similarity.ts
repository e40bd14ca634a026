/** Winkler's usual weight of a common beginning, and the length of it that counts. */
const PREFIX_WEIGHT = 0.1;
const MAX_PREFIX = 4;

/** Jaro-Winkler similarity, 0 to 1 (Winkler 1990). */
export function jaroWinkler(a: string, b: string): number {
  if (a === b) return 1;
  const jaro = jaroOf(a, b);
  let prefix = 0;
  while (prefix < MAX_PREFIX && prefix < a.length && a[prefix] === b[prefix]) prefix++;
  return jaro + prefix * PREFIX_WEIGHT * (1 - jaro);
}

/** Letters and blanks only, lower case, without accents: `O'Brien-Núñez` is `obrien nunez`. */
export function nameKey(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\p{M}'’.]/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/**
 * Similarity of two people's names, 0 to 1: the weaker of first and last name, or of the two swapped. An initial
 * that fits a first name counts 0.9. Zero when either lacks a first or a last name.
 */
export function nameSimilarity(a: PersonName, b: PersonName): number {
  if (!a.first || !a.last || !b.first || !b.last) return 0;
  const straight = Math.min(firstNameSimilarity(a.first, b.first), jaroWinkler(a.last, b.last));
  const swapped = Math.min(jaroWinkler(a.first, b.last), jaroWinkler(a.last, b.first));
  return Math.max(straight, swapped);
}

/** Names in the form of `nameKey`. */
export interface PersonName {
  readonly first: string;
  readonly last: string;
}

function firstNameSimilarity(a: string, b: string): number {
  const initial = a.length === 1 || b.length === 1;
  return initial && a !== b ? (a[0] === b[0] ? 0.9 : 0) : jaroWinkler(a, b);
}

function jaroOf(a: string, b: string): number {
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1);
  const taken = new Uint8Array(b.length);
  let matchedA = '';
  for (let i = 0; i < a.length; i++) {
    const to = Math.min(b.length, i + reach + 1);
    for (let j = Math.max(0, i - reach); j < to; j++) {
      if (taken[j] === 1 || b[j] !== a[i]) continue;
      taken[j] = 1;
      matchedA += a[i];
      break;
    }
  }
  const matches = matchedA.length;
  if (matches === 0) return 0;
  let transposed = 0;
  for (let j = 0, at = 0; j < b.length; j++) {
    if (taken[j] === 1 && b[j] !== matchedA[at++]) transposed += 0.5;
  }
  return (matches / a.length + matches / b.length + (matches - transposed) / matches) / 3;
}
