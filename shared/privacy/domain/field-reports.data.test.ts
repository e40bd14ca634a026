import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import * as z from 'zod';
import { compromiseReader } from '../../leads/adapters/compromise/name-reader.ts';
import { startRedaction } from './redact.ts';

const file = new URL('../../../../shared/data/field-reports/personal-data.jsonl', import.meta.url);
const caseSchema = z.object({
  text: z.string(),
  must_hide: z.array(z.string()),
  must_keep: z.array(z.string()).default([]),
});
const cases = existsSync(file)
  ? readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => caseSchema.parse(JSON.parse(line)))
  : [];

it.each(cases)('$text', ({ text, must_hide: hidden, must_keep: kept }) => {
  const redacted = startRedaction({ fields: [], reader: compromiseReader }).redact(text);
  for (const part of hidden) expect(redacted).not.toContain(part);
  for (const part of kept) expect(redacted).toContain(part);
});
