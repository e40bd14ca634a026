import { expect, it } from 'vitest';
import * as z from 'zod';
import { schemaOf } from '../../../schema-form/schema.ts';
import { shapeOf } from './shape-of.ts';

it('says what each field is, and those of records below them', () => {
  const schema = schemaOf(
    z.object({
      verdict: z.enum(['pass', 'mend']),
      problems: z.array(z.object({ quote: z.string().nullable().describe('As it stands there') })),
      slackDays: z.number().int().min(0),
      within: z.array(z.string()).describe('Metrics within their bounds'),
    }),
  );
  expect(shapeOf(schema)).toEqual([
    { name: ['Verdict'], depth: 0, is: 'One of pass, mend', meaning: '' },
    { name: ['Problems'], depth: 0, is: 'List of records', meaning: '' },
    { name: ['Problems', 'Quote'], depth: 1, is: 'Text or nothing', meaning: 'As it stands there' },
    { name: ['Slack days'], depth: 0, is: 'Whole number', meaning: '' },
    { name: ['Within'], depth: 0, is: 'List of texts', meaning: 'Metrics within their bounds' },
  ]);
});
