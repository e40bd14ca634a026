import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { judgeLookAlikes, KNOWN_PEOPLE, peopleAreThere } from '../../../test/support/lead-lists.ts';
import { parseCsv } from './csv.ts';
import { companyKey, findLookAlikes, similarPairs } from './look-alikes.ts';
import { jaroWinkler, nameKey } from './name-similarity.ts';

const DATA = new URL('../../../../shared/data/crm_leads/', import.meta.url);

const FIRST_NAMES = ['Olga', 'Piet', 'Jasmin', 'Kurt', 'Zoe', 'Hugo', 'Beatriz', 'Wim'];
const LAST_NAMES = ['Novak', 'Schmidt', 'Okafor', 'Lindqvist', 'Tremblay'];

describe('findLookAlikes', () => {
  const person = (identity: string, firstName: string, lastName: string, rest = {}) => ({
    identity,
    firstName,
    lastName,
    ...rest,
  });

  it('groups people of one company with similar names', () => {
    const people = [
      person('e.silva@acme.example', 'E.', 'Silva'),
      person('elif@acme.example', 'Elif', 'Sylva'),
      person('silva@gmail.com', 'Silva', 'Elif', { company: 'ACME GmbH' }),
      person('elif2@gmail.com', 'Elif', 'Silva', { company: 'Acme' }),
      person('ben@acme.example', 'Ben', 'Baker'),
    ];
    expect(findLookAlikes(people)).toEqual([
      { kind: 'similar_name', within: 'acme', identities: ['elif2@gmail.com', 'silva@gmail.com'], size: 2 },
      {
        kind: 'similar_name',
        within: 'acme.example',
        identities: ['e.silva@acme.example', 'elif@acme.example'],
        size: 2,
      },
    ]);
  });

  it('does not compare people without a common company', () => {
    expect(
      findLookAlikes([person('a@gmail.com', 'Elif', 'Silva'), person('b@gmail.com', 'Elif', 'Silva')]),
    ).toEqual([]);
  });

  it('finds the same person by postal address and birth date, whatever else differs', () => {
    const home = { street: '6 Tulla Street', postcode: '4011', birthDate: '1970-12-09' };
    const people = [
      person('ann@gmail.com', 'Ann', 'Waller', home),
      person('a.w@web.de', 'Anne', 'Waler', { ...home, birthDate: '1970-12-08' }),
      person('bob@gmx.de', 'Bob', 'Waller', { ...home, birthDate: '1968-02-01' }),
      ...Array.from({ length: 40 }, (_, i) =>
        person(`${i}@list${i}.example`, FIRST_NAMES[i % 8]!, LAST_NAMES[i % 5]!, {
          street: `${i} Elm Road`,
          postcode: String(2000 + 37 * i),
          birthDate: `19${40 + i}-03-05`,
        }),
      ),
    ];
    const groups = findLookAlikes(people).filter(({ kind }) => kind === 'same_person');
    expect(groups.map(({ identities }) => identities)).toEqual([['a.w@web.de', 'ann@gmail.com']]);
  });

  it('treats neither a household nor a common name as one person', () => {
    const home = { street: '6 Tulla Street', postcode: '4011', city: 'St James' };
    expect(
      findLookAlikes([
        person('ann@gmail.com', 'Ann', 'Waller', home),
        person('bob@gmx.de', 'Bob', 'Waller', home),
        person('x@gmail.com', 'Jo', 'Smith', { city: 'London' }),
        person('y@gmx.de', 'Jo', 'Smith', { city: 'London' }),
      ]),
    ).toEqual([]);
  });

  it('shows a switchboard as one group, by some of its names', () => {
    const people = Array.from({ length: 100 }, (_, i) => ({
      identity: `p${i}@x${i}.example`,
      phone: '+4930901820',
    }));
    const groups = findLookAlikes(people);
    expect(groups).toHaveLength(1);
    expect(groups[0]).toMatchObject({ kind: 'shared_phone', within: '+4930901820', size: 100 });
    expect(groups[0]?.identities).toHaveLength(25);
  });

  it('reports no group for the same lead given twice', () => {
    const twice = person('a@acme.example', 'Elif', 'Silva', { phone: '+4930901820' });
    expect(findLookAlikes([twice, twice])).toEqual([]);
  });

  it('compares company names without their legal form', () => {
    expect([companyKey('Müller Bau GmbH'), companyKey('MULLER BAU')]).toEqual(['muller bau', 'muller bau']);
  });
});

describe.skipIf(!peopleAreThere())('people who are in a list twice, spelt differently', () => {
  it.each([
    ['FEBRL 1', 0.95],
    ['FEBRL 2', 0.95],
    ['splink 1,000', 0.65],
  ] as const)('%s: F1 of at least %d, and hardly a wrong pair', (list, f1) => {
    const judged = judgeLookAlikes(KNOWN_PEOPLE[list]!());
    expect(judged.f1).toBeGreaterThanOrEqual(f1);
    expect(judged.precision).toBeGreaterThanOrEqual(0.99);
  });
});

describe('jaroWinkler', () => {
  // Values published with the method (Winkler 1990).
  it.each([
    ['martha', 'marhta', 0.9611],
    ['dixon', 'dicksonx', 0.8133],
    ['dwayne', 'duane', 0.84],
    ['abc', 'xyz', 0],
  ])('of %s and %s is %d', (a, b, value) => expect(jaroWinkler(a, b)).toBeCloseTo(value, 4));
});

describe.skipIf(!existsSync(DATA))(
  'suggested pairs on people with known duplicates (figures: README)',
  () => {
    type Row = Record<string, string>;
    const read = (path: string): Row[] => {
      const { header, rows } = parseCsv(readFileSync(new URL(path, DATA), 'utf8'));
      return rows.map((row) =>
        Object.fromEntries(header.map((name, i) => [name, row.ok ? row.cells[i]!.trim() : ''])),
      );
    };

    const measure = (
      rows: Row[],
      names: [string, string],
      blockOf: (row: Row) => string,
      entityOf: (row: Row) => string,
    ) => {
      const blocks = Map.groupBy(
        rows.filter((row) => blockOf(row) !== ''),
        blockOf,
      );
      const nameOf = (row: Row) => ({ first: nameKey(row[names[0]]!), last: nameKey(row[names[1]]!) });
      const pairs = [...blocks.values()].flatMap((members) => similarPairs(members, nameOf));
      const right = pairs.filter(([a, b]) => entityOf(a) === entityOf(b)).length;
      const truth = [...Map.groupBy(rows, entityOf).values()].reduce(
        (sum, { length: n }) => sum + (n * (n - 1)) / 2,
        0,
      );
      return { precision: right / pairs.length, recall: right / truth };
    };

    const febrlEntity = (row: Row): string => row['rec_id']!.split('-')[1]!;

    it('FEBRL 2 within a postcode, and in one block of 5,000', () => {
      const rows = read('febrl/dataset2.csv');
      const names: [string, string] = ['given_name', 'surname'];
      const small = measure(rows, names, (row) => row['postcode']!, febrlEntity);
      expect(small.precision).toBeGreaterThanOrEqual(0.99);
      expect(small.recall).toBeGreaterThanOrEqual(0.56);
      const one = measure(rows, names, () => 'all', febrlEntity);
      expect(one.precision).toBeGreaterThanOrEqual(0.79);
      expect(one.recall).toBeGreaterThanOrEqual(0.66);
    });

    it('splink within a mail domain', () => {
      const domainOf = (row: Row) => row['email']!.split('@')[1] ?? '';
      const found = measure(
        read('dedupe/splink_fake_1000.csv'),
        ['first_name', 'surname'],
        domainOf,
        (row) => row['cluster']!,
      );
      expect(found.precision).toBeGreaterThanOrEqual(0.99);
      expect(found.recall).toBeGreaterThanOrEqual(0.15);
    });
  },
);
