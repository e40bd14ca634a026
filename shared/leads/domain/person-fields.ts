import { distance } from 'fastest-levenshtein';
import { type FieldModel, MISSING } from './fellegi-sunter.ts';
import { jaroWinkler, nameKey } from './name-similarity.ts';

/** What is compared of two people. A `ParsedLead` is one. */
export interface Describable {
  /** The e-mail address, of which the part before the @ is compared. */
  readonly identity: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly street?: string;
  readonly city?: string;
  readonly postcode?: string;
  readonly birthDate?: string;
}

/** The same in the form for comparisons; blank when unknown. */
export interface PersonKeys {
  readonly first: string;
  readonly last: string;
  readonly street: string;
  readonly city: string;
  readonly postcode: string;
  /** Eight digits. */
  readonly birth: string;
  readonly mailbox: string;
}

export const keysOfPerson = (person: Describable): PersonKeys => ({
  first: nameKey(person.firstName ?? ''),
  last: nameKey(person.lastName ?? ''),
  street: nameKey(person.street ?? ''),
  city: nameKey(person.city ?? ''),
  postcode: nameKey(person.postcode ?? '').replaceAll(' ', ''),
  birth: (person.birthDate ?? '').replaceAll('-', ''),
  mailbox: nameKey(person.identity.slice(0, person.identity.lastIndexOf('@'))).replaceAll(' ', ''),
});

type Compare = (a: string, b: string) => number;

const SAME = 3;
const CLOSE = 2;
const ALIKE = 1;
const DIFFERENT = 0;

/** Levels of names by Jaro-Winkler, at the thresholds in common use. */
const byName: Compare = (a, b) => {
  if (a === b) return SAME;
  // An initial fits every name that begins with it.
  if (a.length === 1 || b.length === 1) return a[0] === b[0] ? ALIKE : DIFFERENT;
  const similarity = jaroWinkler(a, b);
  return similarity >= 0.92 ? CLOSE : similarity >= 0.8 ? ALIKE : DIFFERENT;
};

/** By the share of common words, so that a missing house number or another order costs little. */
const byStreet: Compare = (a, b) => {
  if (a === b) return SAME;
  const similarity = Math.max(jaroWinkler(a, b) - 0.02, overlap(a.split(' '), b.split(' ')));
  return similarity >= 0.9 ? CLOSE : similarity >= 0.75 ? ALIKE : DIFFERENT;
};

/** One digit wrong, or two of them swapped. */
const byDigits: Compare = (a, b) => {
  if (a === b) return SAME;
  const edits = distance(a, b);
  if (edits === 1 || (edits === 2 && sorted(a) === sorted(b))) return CLOSE;
  return edits === 2 ? ALIKE : DIFFERENT;
};

/** Equal digits; or day and month swapped, or two of year, month and day equal. */
const byDate: Compare = (a, b) => {
  const digits = byDigits(a, b);
  if (digits >= CLOSE) return digits;
  const [x, y] = [a, b].map((date) => [date.slice(0, 4), date.slice(4, 6), date.slice(6)]);
  const same = (x ?? []).filter((part, i) => part === y?.[i]).length;
  const swapped = x?.[0] === y?.[0] && x?.[1] === y?.[2] && x?.[2] === y?.[1];
  return swapped ? CLOSE : same === 2 ? ALIKE : DIFFERENT;
};

interface PersonField extends FieldModel {
  readonly key: keyof PersonKeys;
  readonly compare: Compare;
}

/** Prior for the fields of one person: most are equal, some have a typing error. */
const PRIOR_M = [0.05, 0.05, 0.1, 0.8];
/** A person who is in a list twice has two addresses, often at two providers with two local parts. */
const PRIOR_M_MAILBOX = [0.4, 0.1, 0.1, 0.4];
const field = (
  key: keyof PersonKeys,
  compare: Compare,
  equalByChance: number,
  priorM = PRIOR_M,
): PersonField => ({
  name: key,
  key,
  compare,
  priorM,
  priorU: [0.96 - equalByChance, 0.03, 0.01, equalByChance],
});

export const PERSON_FIELDS: readonly PersonField[] = [
  field('first', byName, 0.01),
  field('last', byName, 0.005),
  field('street', byStreet, 0.001),
  field('city', byName, 0.02),
  field('postcode', byDigits, 0.005),
  field('birth', byDate, 0.0005),
  field('mailbox', byName, 0.001, PRIOR_M_MAILBOX),
];
const FIRST = 0;
const LAST = 1;
const BIRTH = 5;
const MAILBOX = 6;
/** Beside the names, one of these fields has to agree at least this well, because many people share a name. */
const EVIDENCE: readonly (readonly [field: number, level: number])[] = [
  [2, CLOSE],
  [4, CLOSE],
  [BIRTH, ALIKE],
];

/** One level for each of `PERSON_FIELDS`. Swapped first and last names count as close. */
export function compareKeys(a: PersonKeys, b: PersonKeys): number[] {
  const levels = PERSON_FIELDS.map(({ key, compare }) =>
    a[key] === '' || b[key] === '' ? MISSING : compare(a[key], b[key]),
  );
  const straight = (levels[FIRST] ?? MISSING) + (levels[LAST] ?? MISSING);
  const hasNames = a.first !== '' && a.last !== '' && b.first !== '' && b.last !== '';
  if (hasNames && straight < CLOSE && byName(a.first, b.last) >= CLOSE && byName(a.last, b.first) >= CLOSE) {
    levels[FIRST] = CLOSE;
    levels[LAST] = CLOSE;
  }
  return levels;
}

/**
 * Whether a pattern can be one person at all, whatever its probability: people of one household share a last name and an
 * address, and namesakes share nothing but the name.
 */
export const isPlausible = (levels: readonly number[]): boolean =>
  EVIDENCE.some(([at, level]) => (levels[at] ?? MISSING) >= level) &&
  ((levels[FIRST] ?? MISSING) >= ALIKE ||
    (levels[BIRTH] ?? MISSING) >= CLOSE ||
    (levels[MAILBOX] ?? MISSING) >= CLOSE);

export const isEqualAt = (levels: readonly number[], at: number): boolean => levels[at] === SAME;

function overlap(a: readonly string[], b: readonly string[]): number {
  const others = [...b];
  let common = 0;
  for (const word of a) {
    const at = others.indexOf(word);
    if (at < 0) continue;
    common += 1;
    others.splice(at, 1);
  }
  return (2 * common) / (a.length + b.length);
}

const sorted = (text: string): string => [...text].sort().join('');
