import { candidatePairs } from './candidate-pairs.ts';
import { chanceOf, fitLinkage, type Linkage, logOddsOf, type PatternCount } from './fellegi-sunter.ts';
import {
  compareKeys,
  type Describable,
  isEqualAt,
  isPlausible,
  keysOfPerson,
  PERSON_FIELDS,
  type PersonKeys,
} from './person-fields.ts';

/** A pair is shown to a person from this probability on. */
const SHOWN_FROM = 0.9;
/** Pairs taken at random, to see how often the fields of two people agree. */
const RANDOM_PAIRS = 50_000;
/** Number of imaginary records with average frequency that are added to the frequency of each value. */
const PRIOR_RECORDS = 10;

export interface SamePerson {
  /** Indexes into the list that was given. */
  readonly a: number;
  readonly b: number;
  readonly chance: number;
}

/**
 * Pairs of records that are probably one person, by names, address, postcode and birth date (`fellegi-sunter.ts`). Agreement
 * on a rare value counts more than on a frequent one (term frequencies).
 */
export function likelySame(people: readonly Describable[]): SamePerson[] {
  const keys = people.map(keysOfPerson);
  const pairs = candidatePairs(keys);
  const levels = pairs.map(([a, b]) => compareKeys(keysAt(keys, a), keysAt(keys, b)));
  const allPairs = (keys.length * (keys.length - 1)) / 2;
  const linkage = fitLinkage(
    PERSON_FIELDS,
    countPatterns(levels),
    countPatterns(randomLevels(keys)),
    allPairs,
  );
  const frequency = frequenciesOf(keys);
  return pairs.flatMap(([a, b], i) => {
    const pattern = levels[i] ?? [];
    if (!isPlausible(pattern)) return [];
    const logOdds = logOddsOf(linkage, pattern) + rarity(linkage, pattern, keysAt(keys, a), frequency);
    const chance = chanceOf(logOdds);
    return chance >= SHOWN_FROM ? [{ a, b, chance }] : [];
  });
}

/** Correction of the log odds, because the equal values are rarer or more frequent than the average value. */
function rarity(
  linkage: Linkage,
  pattern: readonly number[],
  keys: PersonKeys,
  frequency: Frequencies,
): number {
  return PERSON_FIELDS.reduce((sum, { key }, at) => {
    if (!isEqualAt(pattern, at)) return sum;
    const { values, known } = frequency[key];
    // Probability that another record has the same value, without the compared record.
    const average = linkage.u[at]?.at(-1) ?? 1;
    const others = (values.get(keys[key]) ?? 1) - 1 + PRIOR_RECORDS * average;
    const share = others / (known - 1 + PRIOR_RECORDS);
    return sum + Math.log(average / share);
  }, 0);
}

type Frequencies = Readonly<Record<keyof PersonKeys, { values: ReadonlyMap<string, number>; known: number }>>;

function frequenciesOf(keys: readonly PersonKeys[]): Frequencies {
  const of = (key: keyof PersonKeys) => {
    const values = new Map<string, number>();
    let known = 0;
    for (const person of keys) {
      if (person[key] === '') continue;
      known += 1;
      values.set(person[key], (values.get(person[key]) ?? 0) + 1);
    }
    return { values, known };
  };
  return {
    first: of('first'),
    last: of('last'),
    street: of('street'),
    city: of('city'),
    postcode: of('postcode'),
    birth: of('birth'),
    mailbox: of('mailbox'),
  };
}

function countPatterns(patterns: Iterable<readonly number[]>): PatternCount[] {
  const counts = new Map<string, { pattern: readonly number[]; count: number }>();
  for (const pattern of patterns) {
    const key = pattern.join();
    const known = counts.get(key);
    if (known) known.count += 1;
    else counts.set(key, { pattern, count: 1 });
  }
  return [...counts.values()];
}

/** Spread evenly over the list by a fixed stride, so that the same list gives the same answer. */
function* randomLevels(keys: readonly PersonKeys[]): Generator<number[]> {
  const n = keys.length;
  if (n < 2) return;
  const wanted = Math.min(RANDOM_PAIRS, (n * (n - 1)) / 2);
  let seed = 1;
  const next = (): number => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % n;
  };
  for (let i = 0; i < wanted; i++) {
    const a = next();
    const b = next();
    if (a !== b) yield compareKeys(keysAt(keys, a), keysAt(keys, b));
  }
}

function keysAt(keys: readonly PersonKeys[], at: number): PersonKeys {
  const found = keys[at];
  if (found === undefined) throw new RangeError(`There is no person ${at}.`);
  return found;
}
