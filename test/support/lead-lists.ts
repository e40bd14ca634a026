import { existsSync, readFileSync } from 'node:fs';
import { mapLeadColumns } from '../../shared/leads/domain/columns.ts';
import { parseCsv } from '../../shared/leads/domain/csv.ts';
import type { ParsedLead } from '../../shared/leads/domain/lead-profile.ts';
import { parseLeadRow } from '../../shared/leads/domain/lead-row.ts';
import { type Comparable, findLookAlikes } from '../../shared/leads/domain/look-alikes.ts';

/** Lists of people of whom some are there twice, with who is who (`../shared/data/crm_leads/SOURCE.md`). */
const DATA = new URL('../../../shared/data/crm_leads/', import.meta.url);
export const peopleAreThere = (): boolean => existsSync(DATA);

interface KnownPeople {
  readonly people: readonly Comparable[];
  /** Who each of them is. */
  readonly entities: readonly string[];
}

const febrl = (file: string) => (): KnownPeople =>
  readPeople(`febrl/${file}`, { entity: (row) => (row['rec_id'] ?? '').split('-')[1] ?? '' });

export const KNOWN_PEOPLE: Readonly<Record<string, () => KnownPeople>> = {
  'FEBRL 1': febrl('dataset1.csv'),
  'FEBRL 2': febrl('dataset2.csv'),
  'splink 1,000': () =>
    readPeople('dedupe/splink_fake_1000.csv', { entity: (row) => row['cluster'] ?? '', mailbox: 'email' }),
};

/** Read as an import reads them. The lists know no address or only some: what they have not is made up, or left blank. */
function readPeople(
  path: string,
  { entity, mailbox }: { entity: (row: Readonly<Record<string, string>>) => string; mailbox?: string },
): KnownPeople {
  const { header, rows } = parseCsv(readFileSync(new URL(path, DATA), 'utf8'));
  const known = header.map((name) => (name === 'rec_id' || name === mailbox ? 'left out' : name));
  const columns = mapLeadColumns(['address of the list', ...known], { email: 'address of the list' });
  const people: Comparable[] = [];
  const entities: string[] = [];
  for (const [i, row] of rows.entries()) {
    if (!row.ok) throw new Error(row.reason);
    const cells = Object.fromEntries(header.map((name, at) => [name, (row.cells[at] ?? '').trim()]));
    const parsed = parseLeadRow([`${i}@list${i}.example`, ...row.cells], columns);
    if (!parsed.ok) throw new Error(parsed.reason);
    const local = mailbox === undefined ? '' : ((cells[mailbox] ?? '').split('@')[0] ?? '');
    people.push({ ...describable(parsed.lead), identity: `${local}@list${i}.example` });
    entities.push(entity(cells));
  }
  return { people, entities };
}

const describable = ({ identity, firstName, lastName, street, city, postcode, birthDate }: ParsedLead) => ({
  identity,
  firstName,
  lastName,
  street,
  city,
  postcode,
  birthDate,
});

/** How many of the pairs within the groups are right, and how many of the right ones are within a group. */
export function judgeLookAlikes({ people, entities }: KnownPeople) {
  const entityOf = new Map(people.map(({ identity }, i) => [identity, entities[i]]));
  const pairsOf = (n: number): number => (n * (n - 1)) / 2;
  const began = performance.now();
  const groups = findLookAlikes(people);
  const seconds = (performance.now() - began) / 1000;
  const found = groups.reduce((sum, { identities }) => sum + pairsOf(identities.length), 0);
  const right = groups
    .flatMap(({ identities }) => [...Map.groupBy(identities, (each) => entityOf.get(each)).values()])
    .reduce((sum, { length }) => sum + pairsOf(length), 0);
  const truth = [...Map.groupBy(entities, (each) => each).values()].reduce(
    (sum, { length }) => sum + pairsOf(length),
    0,
  );
  const precision = right / found;
  const recall = right / truth;
  return { pairs: truth, precision, recall, f1: (2 * precision * recall) / (precision + recall), seconds };
}
