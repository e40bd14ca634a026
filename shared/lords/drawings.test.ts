import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { drawn } from '../seats/contract/drawing.ts';
import { DRAWINGS } from './drawings.ts';
import { SEATS } from './registry.ts';
import { TERMS, termsIn } from './terms.ts';

interface Schema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

/** Whether a path names something that a result may have. */
function hasPath(schema: Schema, [name, ...rest]: readonly string[]): boolean {
  if (name === undefined) return true;
  const shapes = [schema, ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  if (name === 'length') return shapes.some(({ items }) => items !== undefined);
  return shapes.some((shape) => {
    const field = shape.properties?.[name];
    if (field) return hasPath(field, rest);
    return shape !== schema && hasPath(shape, [name, ...rest]);
  });
}
const itemsAt = (schema: Schema, path: readonly string[]): Schema | undefined => {
  const { items } = path.reduce<Schema | undefined>((is, name) => is?.properties?.[name], schema) ?? {};
  return items?.$ref === undefined ? items : schema.$defs?.[items.$ref.split('/').at(-1) ?? ''];
};
const pathOf = (shown: string | { readonly of: string }): string[] =>
  (typeof shown === 'string' ? shown : shown.of).split('.');

describe.each(
  SEATS.flatMap((seat) => Object.keys(seat.kinds).map((kind) => [seat.name, kind, seat] as const)),
)('the drawing of %s.%s', (name, kind, seat) => {
  it('is there, and names what its result has', () => {
    const drawing = DRAWINGS[name][kind];
    const result = seat.kinds[kind]?.result;
    if (!drawing || !result) throw new Error('It is missing.');
    const schema = z.toJSONSchema(result, { unrepresentable: 'any', reused: 'inline' }) as Schema;
    const paths = [
      ...[...drawing.says.matchAll(/\{([\w.]+)\}/g)].map(([, path = '']) => path.split('.')),
      ...Object.values(drawing.figures ?? {}).map(pathOf),
      ...(drawing.rows ? [drawing.rows.of.split('.')] : []),
    ];
    expect(paths.filter((path) => !hasPath(schema, path))).toEqual([]);
    const row = drawing.rows && itemsAt(schema, drawing.rows.of.split('.'));
    const cells = Object.values(drawing.rows?.columns ?? {}).map(pathOf);
    expect(cells.filter((path) => !hasPath(row ?? {}, path))).toEqual([]);
  });
});

it('has no drawing of what no seat makes', () => {
  const kinds = SEATS.flatMap(({ name, kinds: of }) => Object.keys(of).map((kind) => `${name}.${kind}`));
  const drawings = Object.entries(DRAWINGS).flatMap(([seat, of]) =>
    Object.keys(of).map((kind) => `${seat}.${kind}`),
  );
  expect(drawings.toSorted()).toEqual(kinds.toSorted());
});

it('shows shares, intervals, counts and what is not known', () => {
  const drawing = {
    says: '{count} of {nothing.there}',
    figures: {
      Share: { of: 'share', as: 'share' },
      Interval: { of: 'band', as: 'ms' },
      Cases: 'cases',
      Left: 'nothing',
      Open: { of: 'half', as: 'share' },
    },
    rows: { of: 'list', columns: { Name: 'name', Good: 'good' } },
  } as const;
  const result = {
    count: 1234.5678,
    share: 0.256,
    band: { value: 1, low: 0.5, high: 2 },
    half: { value: 0.5, low: null, high: null },
    cases: { successes: 3, trials: 4 },
    list: [{ name: 'a', good: true }, { name: 'b' }],
  };
  expect(drawn(drawing, result)).toEqual({
    says: '1235 of -',
    figures: [
      ['Share', '25.6 %'],
      ['Interval', '1 ms (0.5 ms to 2 ms)'],
      ['Cases', '3 of 4'],
      ['Open', '50 %'],
    ],
    columns: ['Name', 'Good'],
    rows: [
      ['a', 'yes'],
      ['b', '-'],
    ],
  });
});

it('explains each term in a sentence, where it stands as a word', () => {
  for (const says of Object.values(TERMS)) expect(says).toMatch(/^[A-Z].*\.$/);
  expect(termsIn('Spare days of the critical path').map(([term]) => term)).toEqual([
    'spare days',
    'critical path',
  ]);
  expect(termsIn('By Slack, and with brierwood')).toEqual([]);
});
