import { expect, it } from 'vitest';
import * as z from 'zod';
import { actFields, byField } from './act-fields.ts';
import { refusedBody } from './cli-error.ts';

it('the fields of an input stand with what each takes, those of records in lists too', () => {
  const input = z.strictObject({
    title: z.string().describe('Its name'),
    parts: z.array(z.strictObject({ id: z.string(), days: z.number().int().optional() })).default([]),
  });
  const lines = actFields(input)
    .split('\n')
    .slice(2)
    .map((line) => line.split(/ {2,}/).slice(0, 3));
  expect(lines).toEqual([
    ['title', 'yes', 'string'],
    ['parts', 'no', 'a list of a record ([] where it is left out)'],
    ['parts[].id', 'yes', 'string'],
    ['parts[].days', 'no', 'integer'],
  ]);
});

it('a refusal names fields as they stand in the input, and never an option of the command', () => {
  const refused = byField(
    refusedBody([{ code: 'custom', path: ['parts', 0, 'id'], message: 'is missing' }]),
    'Look there.',
  );
  expect(refused).toMatchObject({
    message: 'parts.0.id: is missing\nLook there.',
    fields: [{ path: 'parts.0.id' }],
  });
});

const cells = (input: z.ZodType): string[][] =>
  actFields(input)
    .split('\n')
    .slice(2)
    .map((line) => line.split(/ {2,}/));

it('what a schema with a name takes stands below its field', () => {
  const named = z.strictObject({ from: z.enum(['info', 'warning']) }).meta({ id: 'NamedOfThisTest' });
  expect(cells(z.strictObject({ email: named, slack: named.optional() }))).toEqual([
    ['email', 'yes', 'a record', '-'],
    ['email.from', 'yes', 'info, warning', '-'],
    ['slack', 'no', 'a record', '-'],
    ['slack.from', 'yes', 'info, warning', '-'],
  ]);
});

it('choices are never cut: what is too long for the table stands below it', () => {
  const names = Array.from({ length: 30 }, (_, n) => `choice${n}`);
  const text = actFields(z.strictObject({ metric: z.enum(names) }));
  expect(text).toContain('metric  yes     listed below');
  expect(text).toContain(`metric takes ${names.join(', ')}`);
});

it('of records that are told apart by a field, each says where its fields belong', () => {
  const who = z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('member'), id: z.string().describe('Of the member') }),
    z.strictObject({ kind: z.literal('agent'), run: z.string() }),
  ]);
  expect(cells(z.strictObject({ who }))).toEqual([
    ['who', 'yes', 'a record', '-'],
    ['who.kind', 'yes', '"member" or "agent"', '-'],
    ['who.id', 'yes', 'string', 'Where kind is "member"; Of the member'],
    ['who.run', 'yes', 'string', 'Where kind is "agent"'],
  ]);
});
