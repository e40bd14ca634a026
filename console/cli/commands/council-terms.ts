import * as z from 'zod';
import { TERMS } from '../../../shared/lords/terms.ts';
import { defineCommand } from '../command.ts';
import { renderFacts } from '../terminal/table.ts';

export const councilTerms = defineCommand({
  name: 'council terms',
  summary: 'Words of the Council, each in a sentence',
  examples: ['rex council terms', 'rex council terms --json'],
  input: z.strictObject({}),
  run: async () => ({ json: TERMS, text: renderFacts(Object.entries(TERMS)) }),
});
