import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { answerForm, asStored, keepUnknown, readUnknownAs, refuseUnknown, storedForm } from './tolerance.ts';

const COLOURS = ['red', 'green'] as const;
const read = <S extends z.ZodType>(schema: S, value: unknown) => storedForm(schema).parse(value);
const back = <S extends z.ZodType>(schema: S, value: unknown) => asStored(read(schema, value));

describe('a record of another version', () => {
  it('keeps fields that this one does not know, at any depth, even of strict shapes', () => {
    const schema = z.strictObject({
      a: z.object({ b: z.array(z.strictObject({ c: z.number() })) }),
      m: z.record(z.string(), z.strictObject({ n: z.number() })),
    });
    const later = { a: { b: [{ c: 1, x: 1 }], x: { y: 2 } }, m: { k: { n: 1, x: [3] } }, x: null };
    expect(back(schema, later)).toEqual(later);
    expect(schema.safeParse(later).success).toBe(false);
  });

  it('has the value of before in fields that came since', () => {
    const schema = z.object({
      a: z.number(),
      b: z.number().default(7),
      c: z.object({ d: z.literal(1).default(1) }).prefault({}),
    });
    expect(read(schema, { a: 1 })).toEqual({ a: 1, b: 7, c: { d: 1 } });
  });

  it.each([
    ['length', z.string().min(3).max(4), 'a long text'],
    ['spelling', z.string().regex(/^x$/), 'y'],
    ['an address', z.url(), 'no address'],
    ['an e-mail', z.email(), 'nobody'],
    ['size', z.number().max(3), 4],
    ['whole numbers', z.int(), 1.5],
    ['number of elements', z.array(z.number()).max(1), [1, 2]],
    ['a rule between fields', z.object({ a: z.number() }).refine(({ a }) => a > 3), { a: 1 }],
  ])('is read although it does not keep what is asked of new ones: %s', (_, schema, value) => {
    expect(schema.safeParse(value).success).toBe(false);
    expect(back(z.object({ it: schema }), { it: value })).toEqual({ it: value });
  });

  it.each([
    ['a text for a number', z.number(), '1'],
    ['a day that is none', z.iso.date(), '2026-02-30'],
    ['nothing where something must be', z.string(), undefined],
  ])('is refused when nothing can be made of it: %s', (_, schema, value) => {
    expect(storedForm(z.object({ it: schema })).safeParse({ it: value }).success).toBe(false);
  });
});

describe('a name of another version', () => {
  const harmless = readUnknownAs(z.enum(COLOURS), 'red');

  it.each([
    ['in a field', z.object({ it: harmless }), { it: 'blue' }, { it: 'red' }],
    [
      'in a field that may be absent',
      z.object({ it: harmless.nullable().optional() }),
      { it: 'blue' },
      { it: 'red' },
    ],
    ['in a map', z.record(z.string(), harmless), { k: 'blue', l: 'green' }, { k: 'red', l: 'green' }],
    [
      'in a map by name',
      z.partialRecord(z.enum(['k']), harmless),
      { k: 'blue', z: 'blue' },
      { k: 'red', z: 'blue' },
    ],
    ['in a list of objects', z.array(z.object({ it: harmless })), [{ it: 'blue' }], [{ it: 'red' }]],
  ])('is read as the one that does no harm and written back as it was: %s', (_, schema, stored, expected) => {
    expect(JSON.parse(JSON.stringify(read(schema, stored)))).toEqual(expected);
    expect(back(schema, stored)).toEqual(stored);
  });

  it('gives way to a change', () => {
    const record = read(z.object({ it: harmless, n: z.number() }), { it: 'blue', n: 1 });
    expect(asStored({ ...record, n: 2 })).toEqual({ it: 'blue', n: 2 });
    expect(asStored({ ...record, it: 'green' })).toEqual({ it: 'green', n: 1 });
  });

  it('is taken as it is where it is only shown, and refuses the record where it decides', () => {
    const kept = keepUnknown(z.enum(COLOURS));
    expect(read(z.object({ it: kept, all: z.array(kept) }), { it: 'blue', all: ['blue'] })).toEqual({
      it: 'blue',
      all: ['blue'],
    });
    const refused = z.object({ it: refuseUnknown(z.enum(COLOURS)) });
    expect(storedForm(refused).safeParse({ it: 'blue' }).success).toBe(false);
    expect(read(refused, { it: 'green' })).toEqual({ it: 'green' });
  });

  it('must have been thought of', () => {
    expect(() => storedForm(z.object({ it: z.array(z.enum(COLOURS)) }))).toThrow(
      /Records hold one of red, green/,
    );
    expect(() => storedForm(z.object({ it: z.array(harmless) }))).toThrow(/not for elements of lists/);
  });

  it('comes in from no client', () => {
    expect(harmless.safeParse('blue').success).toBe(false);
  });
});

describe('an answer', () => {
  const schema = z.object({
    it: z.enum(COLOURS),
    text: z.string().max(3),
    all: z.array(z.object({ n: z.number() })),
  });

  it('leaves out what the contract does not declare', () => {
    const answer = { it: 'red', text: 'abc', all: [{ n: 1, secret: 2 }], secret: 3 };
    expect(answerForm(schema).parse(answer)).toEqual({ it: 'red', text: 'abc', all: [{ n: 1 }] });
  });

  it('shows what could be read: a name of another version, a text that is too long now', () => {
    const answer = { it: 'blue', text: 'abcdef', all: [] };
    expect(answerForm(schema).parse(answer)).toEqual(answer);
  });

  it('is refused when a field is missing or of another type', () => {
    expect(answerForm(schema).safeParse({ it: 'red', all: [] }).success).toBe(false);
    expect(answerForm(schema).safeParse({ it: 7, text: 'abc', all: [] }).success).toBe(false);
  });
});
