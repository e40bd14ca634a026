import * as z from 'zod';
import { plainText } from '../../../kernel/contract/common.ts';
import { fold } from '../../../mail/domain/fold.ts';
import type { Detector } from '../../../privacy/domain/finding.ts';
import { byPattern } from '../../../privacy/domain/finding.ts';
import { findPhones } from '../../../privacy/domain/numbers.ts';
import { findDates, findEmails, findUrls } from '../../../privacy/domain/text.ts';
import { capability, Lacking, question } from './capability.ts';

const pattern = (regex: RegExp): Detector => byPattern('DATE', regex);

/** What is found by its form. `words` has none: only a model finds it. */
const FORMS = {
  email: findEmails,
  link: findUrls,
  phone: findPhones,
  date: findDates,
  percentage: pattern(/\d+(?:[.,]\d+)?\s?%/g),
  amount: pattern(
    /(?:\p{Sc}\s?\d[\d.,]*\d|\p{Sc}\s?\d|\d[\d.,]*\s?(?:\p{Sc}|(?:EUR|USD|GBP|CHF)(?!\p{L})))/gu,
  ),
  number: pattern(/(?<![\p{L}\p{N}.,])\d+(?:[.,]\d+)*(?![\p{L}\p{N}])/gu),
  words: undefined,
} as const satisfies Readonly<Record<string, Detector | undefined>>;
type Form = keyof typeof FORMS;

const fieldSchema = z.strictObject({
  name: z.string(),
  form: z.enum(Object.keys(FORMS) as [Form, ...Form[]]),
  means: z.string(),
});

const MOST_OF_A_FIELD = 50;

export const extract = capability({
  name: 'extract',
  does: 'Takes named values out of a text, each as it stands there.',
  input: z.strictObject({ text: plainText({ min: 1, max: 20_000 }) }),
  config: z.strictObject({ fields: z.array(fieldSchema).min(1) }),
  output: z.object({
    found: z.array(z.object({ field: z.string(), value: z.string() })),
    missing: z.array(z.string()).describe('Fields of which nothing was found'),
  }),
  byRule({ text }, { fields }) {
    const found = fields.flatMap(({ name, form }) =>
      [...new Set(FORMS[form]?.(text).map(({ start, end }) => text.slice(start, end).trim()) ?? [])]
        .slice(0, MOST_OF_A_FIELD)
        .map((value) => ({ field: name, value })),
    );
    return { found, missing: missingOf(fields, found) };
  },
  asks: ({ text }, { fields }) =>
    question({
      schema: z.object({
        found: z.array(z.object({ field: z.string().max(60), value: z.string().max(500) })).max(200),
      }),
      task: 'Take the values of the fields out of the text, each word for word as it stands there. Leave out what is not there.',
      shown: { text, fields: fields.map(({ name, means }) => ({ name, means })) },
      take({ found }) {
        const names = new Set(fields.map(({ name }) => name));
        const wrong = found.find(
          ({ field, value }) => !names.has(field) || !fold(text).includes(fold(value)) || value.trim() === '',
        );
        if (wrong) return new Lacking(`"${wrong.value}" of ${wrong.field} does not stand in the text.`);
        return { found, missing: missingOf(fields, found) };
      },
    }),
});

const missingOf = (
  fields: readonly { readonly name: string }[],
  found: readonly { readonly field: string }[],
): string[] => fields.map(({ name }) => name).filter((name) => !found.some(({ field }) => field === name));
