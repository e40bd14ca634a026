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
  const refused = byField(refusedBody([{ path: ['parts', 0, 'id'], message: 'is missing' }]));
  expect(refused).toMatchObject({ message: 'parts.0.id: is missing', fields: [{ path: 'parts.0.id' }] });
});
