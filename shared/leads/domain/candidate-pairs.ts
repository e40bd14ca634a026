import type { PersonKeys } from './person-fields.ts';

/** Blocking keys: two people with an equal key are compared. Each finds errors that the others miss. Blank: no key. */
const PASSES: readonly ((person: PersonKeys) => string)[] = [
  ({ birth }) => birth,
  ({ mailbox }) => mailbox,
  ({ first, last }) => whole(first, last),
  ({ first, last }) => (first === '' || last === '' ? '' : [first, last].sort().join(' ')),
  ({ postcode, last }) => whole(postcode, last.slice(0, 3)),
  ({ postcode, first }) => whole(postcode, first.slice(0, 3)),
  ({ street, postcode }) => whole(street, postcode.slice(0, 2)),
  ({ street, first }) => whole(street, first.slice(0, 1)),
  ({ street, last }) => whole(street, last.slice(0, 1)),
  ({ birth, last }) => whole(birth.slice(0, 4), last.slice(0, 4)),
  ({ birth, first }) => whole(birth.slice(4), first.slice(0, 4)),
];
/** Within a larger block only neighbours in the sorted list of names are compared. */
const COMPARE_ALL_UP_TO = 40;
const NEIGHBOURS = 8;
/** Keeps the comparison of the largest import within the time and memory of its function. */
const MAX_PAIRS = 500_000;

/** Pairs (indexes, the smaller first) that are worth comparing, each once, at most `MAX_PAIRS`. */
export function candidatePairs(people: readonly PersonKeys[]): [number, number][] {
  const seen = new Set<number>();
  const pairs: [number, number][] = [];
  const add = (i: number, j: number): void => {
    const [a, b] = i < j ? [i, j] : [j, i];
    const code = a * people.length + b;
    if (seen.has(code)) return;
    seen.add(code);
    pairs.push([a, b]);
  };
  for (const keyOf of PASSES) {
    for (const members of blocksOf(people, keyOf)) {
      if (pairs.length >= MAX_PAIRS) return pairs;
      const reach = members.length <= COMPARE_ALL_UP_TO ? members.length : NEIGHBOURS;
      const inOrder = reach === NEIGHBOURS ? byName(people, members) : members;
      for (const [at, i] of inOrder.entries()) {
        for (const j of inOrder.slice(at + 1, at + 1 + reach)) add(i, j);
      }
    }
  }
  return pairs;
}

function blocksOf(people: readonly PersonKeys[], keyOf: (person: PersonKeys) => string): Iterable<number[]> {
  const blocks = new Map<string, number[]>();
  for (const [i, person] of people.entries()) {
    const key = keyOf(person);
    if (key === '') continue;
    const block = blocks.get(key);
    if (block) block.push(i);
    else blocks.set(key, [i]);
  }
  return [...blocks.values()].filter(({ length }) => length > 1);
}

function byName(people: readonly PersonKeys[], members: readonly number[]): number[] {
  const name = (i: number): string => `${people[i]?.last ?? ''} ${people[i]?.first ?? ''}`;
  return members.toSorted((a, b) => (name(a) < name(b) ? -1 : name(a) > name(b) ? 1 : 0));
}

/** Both parts, or nothing. */
const whole = (a: string, b: string): string => (a === '' || b === '' ? '' : `${a}|${b}`);
