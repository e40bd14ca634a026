import { describe, expect, it } from 'vitest';
import { fieldReports } from '../../../test/support/field-reports.ts';
import { numberIdOf } from './contact-number.ts';
import { textMeaning } from './keywords.ts';

const texts = fieldReports<{ text: string; want: string; control?: boolean }>('texts.jsonl');
const numbers = fieldReports<{ parser: string; a: string; b: string; want: boolean }>('fields.jsonl')?.filter(
  ({ parser }) => parser === 'sameNumber',
);

describe.skipIf(!texts)('texts of the field reports', () => {
  it.each(texts ?? [])('$text is $want', ({ text, want }) => expect(textMeaning(text)).toBe(want));
});

describe.skipIf(!numbers)('numbers of the field reports', () => {
  it.each(numbers ?? [])('$a and $b: $want', ({ a, b, want }) =>
    expect(numberIdOf('acme', a) === numberIdOf('acme', b)).toBe(want),
  );
});
