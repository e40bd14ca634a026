import { mailboxProviderOf } from './mailbox-providers.ts';
import { nameKey, nameSimilarity, type PersonName } from './name-similarity.ts';
import type { Describable } from './person-fields.ts';
import { likelySame } from './same-person.ts';

/** What is compared. A `ParsedLead` is one. */
export interface Comparable extends Describable {
  readonly company?: string;
  readonly phone?: string;
}

/** A group of leads that look alike and that a person should check. Rex never merges them by itself. */
export interface LookAlikes {
  readonly kind: 'shared_phone' | 'similar_name' | 'same_person';
  /** The phone number, or the company (name or domain) within which the names are similar; blank for `same_person`. */
  readonly within: string;
  /** Identities in sorted order, at most `MAX_LISTED` of them. */
  readonly identities: readonly string[];
  /** All of them, also those not listed. */
  readonly size: number;
}

/** Chosen on FEBRL and splink (README). It is high because a person has to check every suggestion. */
const NAME_THRESHOLD = 0.88;
/** The number of a switchboard is shared by a whole company: it is one group, with at most this many names listed. */
const MAX_LISTED = 25;
/** A domain with more people is probably a mailbox provider that the table lacks, and not a company. */
const MAX_COMPANY_DOMAIN = 200;
/** In a larger company, only neighbours in the sorted list of names are compared. */
const COMPARE_ALL_UP_TO = 200;
const NEIGHBOURS = 20;

const LEGAL_FORMS =
  /\b(?:inc|incorporated|llc|ltd|limited|corp|corporation|co|company|gmbh|ag|kg|ug|sa|sas|sarl|spa|srl|bv|nv|ab|oy|as|aps|plc|pty|kk|group|holding)\b/g;

/**
 * Groups of people who share a phone number, who have similar names in one company, or who are probably one person by names,
 * address and birth date wherever they work. A group that is found in several ways is listed once.
 */
export function findLookAlikes(people: readonly Comparable[]): LookAlikes[] {
  const distinct = [...new Map(people.map((person) => [person.identity, person])).values()];
  const found = new Map<string, LookAlikes>();
  for (const group of [...sharedPhones(distinct), ...similarNames(distinct), ...samePeople(distinct)]) {
    const key = group.identities.join('\n');
    if (!found.has(key)) found.set(key, group);
  }
  return [...found.values()];
}

function samePeople(people: readonly Comparable[]): LookAlikes[] {
  const pairs = likelySame(people).flatMap(({ a, b }): [string, string][] => {
    const [one, other] = [people[a], people[b]];
    return one && other ? [[one.identity, other.identity]] : [];
  });
  return connected(pairs).map((identities) => lookAlikes('same_person', '', identities));
}

/** Pairs with similar names among the people of one company (or of any other block that keeps the pairs few). */
export function similarPairs<T>(people: readonly T[], nameOf: (person: T) => PersonName): [T, T][] {
  const named = people
    .map((person) => ({ person, name: nameOf(person) }))
    .filter(({ name }) => name.first !== '' && name.last !== '');
  if (named.length <= COMPARE_ALL_UP_TO) return pairsWithin(named, named.length);
  const byLast = named.toSorted((a, b) => compare(lastFirst(a.name), lastFirst(b.name)));
  const byFirst = named.toSorted((a, b) => compare(firstLast(a.name), firstLast(b.name)));
  // Both sort orders find mostly the same pairs; each pair is kept once.
  const seen = new Map<T, Set<T>>();
  return [...pairsWithin(byLast, NEIGHBOURS), ...pairsWithin(byFirst, NEIGHBOURS)].filter(([a, b]) => {
    if (seen.get(a)?.has(b) || seen.get(b)?.has(a)) return false;
    seen.set(a, (seen.get(a) ?? new Set()).add(b));
    return true;
  });
}

/** `Müller Bau GmbH` and `MÜLLER BAU` are one company. */
export const companyKey = (company: string): string =>
  nameKey(company).replace(LEGAL_FORMS, ' ').replace(/\s+/g, ' ').trim();

function sharedPhones(people: readonly Comparable[]): LookAlikes[] {
  const groups = groupBy(people, (person) => (person.phone === undefined ? [] : [person.phone]));
  return [...groups]
    .filter(([, members]) => members.length > 1)
    .map(([phone, members]) =>
      lookAlikes(
        'shared_phone',
        phone,
        members.map((person) => person.identity),
      ),
    );
}

function similarNames(people: readonly Comparable[]): LookAlikes[] {
  const found = new Map<string, LookAlikes>();
  const blocks = [
    ...groupBy(people, companyOf),
    ...[...groupBy(people, domainOf)].filter(([, members]) => members.length <= MAX_COMPANY_DOMAIN),
  ];
  for (const [within, members] of blocks) {
    const pairs = similarPairs(members, (person) => ({
      first: nameKey(person.firstName ?? ''),
      last: nameKey(person.lastName ?? ''),
    }));
    for (const identities of connected(pairs.map(([a, b]) => [a.identity, b.identity]))) {
      // The same people are often found twice, by the company's name and by its domain.
      const key = identities.join('\n');
      if (!found.has(key)) found.set(key, lookAlikes('similar_name', within, identities));
    }
  }
  return [...found.values()];
}

function companyOf(person: Comparable): string[] {
  const company = companyKey(person.company ?? '');
  return company === '' ? [] : [company];
}

function domainOf(person: Comparable): string[] {
  const domain = person.identity.slice(person.identity.lastIndexOf('@') + 1);
  return mailboxProviderOf(domain) ? [] : [domain];
}

function pairsWithin<T>(named: readonly { person: T; name: PersonName }[], reach: number): [T, T][] {
  return named.flatMap((one, i) =>
    named
      .slice(i + 1, i + 1 + reach)
      .filter((other) => nameSimilarity(one.name, other.name) >= NAME_THRESHOLD)
      .map((other): [T, T] => [one.person, other.person]),
  );
}

/** Connected components of the graph of pairs, each in sorted order. */
function connected(pairs: readonly (readonly [string, string])[]): string[][] {
  const groupOf = new Map<string, Set<string>>();
  for (const [a, b] of pairs) {
    const joined = new Set([...(groupOf.get(a) ?? [a]), ...(groupOf.get(b) ?? [b])]);
    for (const member of joined) groupOf.set(member, joined);
  }
  return [...new Set(groupOf.values())].map((group) => [...group].sort());
}

function lookAlikes(kind: LookAlikes['kind'], within: string, identities: readonly string[]): LookAlikes {
  return { kind, within, identities: identities.toSorted().slice(0, MAX_LISTED), size: identities.length };
}

function groupBy<T>(items: readonly T[], keysOf: (item: T) => readonly string[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    for (const key of keysOf(item)) {
      const group = groups.get(key);
      if (group) group.push(item);
      else groups.set(key, [item]);
    }
  }
  return groups;
}

const lastFirst = (name: PersonName): string => `${name.last} ${name.first}`;
const firstLast = (name: PersonName): string => `${name.first} ${name.last}`;
const compare = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);
