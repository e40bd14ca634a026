import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attributeOf, parseAttributes, plainMapOf } from './attribute-values.ts';

const number = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, min: -1e15, max: 1e15 }),
  fc.constantFrom(0, -0, 1e-300, Number.MAX_SAFE_INTEGER),
);
const bytes = fc.uint8Array({ maxLength: 8 });
const name = fc
  .oneof(fc.string(), fc.constantFrom('S', 'N', 'B', 'BS', 'M'))
  .filter((text) => text !== '__proto__');
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.string({ unit: 'binary' }),
    number,
    fc.bigInt(),
    fc.boolean(),
    fc.constantFrom(null, undefined, '', '"B":"AA=="', () => 1),
    bytes,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(name, tie('value'), { maxKeys: 4 }),
    fc.array(fc.tuple(name, tie('value')), { maxLength: 3 }).map((entries) => new Map(entries)),
    fc.array(fc.string(), { minLength: 1, maxLength: 3 }).map((texts) => new Set(texts)),
    fc.array(number, { minLength: 1, maxLength: 3 }).map((numbers) => new Set(numbers)),
    fc.array(bytes, { minLength: 1, maxLength: 2 }).map((blobs) => new Set(blobs)),
  ),
}));
const item = fc.dictionary(name, value, { maxKeys: 6 });

/** The package leaves bytes as they are; the codec of the client writes them in Base64. */
const asWritten = (attributes: object): unknown =>
  JSON.parse(
    JSON.stringify(attributes, function (this: Record<string, unknown>, key, encoded) {
      const raw = this[key];
      return raw instanceof Uint8Array ? Buffer.from(raw).toString('base64') : encoded;
    }),
  );

const REMOVES = { removeUndefinedValues: true };

describe('attribute values', () => {
  it('are written as the SDK writes them', () => {
    fc.assert(
      fc.property(item, (record) => {
        expect(attributeOf(record, REMOVES)).toEqual({ M: asWritten(marshall(record, REMOVES)) });
      }),
      { numRuns: 500 },
    );
  });

  it('are read as the SDK reads them', () => {
    fc.assert(
      fc.property(item, (record) => {
        const written = JSON.stringify(marshall(record, REMOVES), function (key, encoded) {
          const raw: unknown = Object(this)[key];
          return raw instanceof Uint8Array ? Buffer.from(raw).toString('base64') : encoded;
        });
        expect(plainMapOf(parseAttributes(written))).toEqual(unmarshall(marshall(record, REMOVES)));
      }),
      { numRuns: 500 },
    );
  });

  class Own {
    a = 1;
  }
  it.each([
    ['NaN', Number.NaN],
    ['infinity', Number.POSITIVE_INFINITY],
    ['a number that is imprecise', 2 ** 53],
    ['an empty set', new Set()],
    ['a set of truths', new Set([true])],
    ['an instance of a class', new Own()],
    ['a date', new Date(0)],
    ['a symbol', Symbol('x')],
  ])('are refused of %s, by both', (_name, bad) => {
    expect(() => marshall({ bad }, REMOVES)).toThrow();
    expect(() => attributeOf({ bad }, REMOVES)).toThrow();
  });

  it('are refused of what is undefined when nothing says that it goes, by both', () => {
    expect(() => marshall({ a: [undefined] })).toThrow(/removeUndefinedValues/);
    expect(() => attributeOf({ a: [undefined] }, {})).toThrow(/removeUndefinedValues/);
  });

  it('that are none are refused', () => {
    expect(() => plainMapOf({ a: { X: 1 } })).toThrow(/Unsupported/);
    expect(() => plainMapOf({ a: {} })).toThrow(/No value/);
  });
});
