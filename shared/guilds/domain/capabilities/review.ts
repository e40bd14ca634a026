import * as z from 'zod';
import { plainText } from '../../../kernel/contract/common.ts';
import { capability } from './capability.ts';
import { checkSchema, problemsOf } from './checks.ts';

const MOST_PROBLEMS = 100;

export const review = capability({
  name: 'review',
  does: 'Looks at a text for a list of things, and quotes what is wrong.',
  input: z.strictObject({
    text: plainText({ min: 1, max: 20_000 }),
    subject: plainText({ max: 500 }).optional(),
  }),
  config: z.strictObject({ checks: z.array(checkSchema).min(1) }),
  output: z.object({
    verdict: z.enum(['pass', 'mend']),
    problems: z.array(z.object({ check: z.string(), says: z.string(), quote: z.string().nullable() })),
    checked: z.array(z.string()),
  }),
  byRule({ text, subject }, { checks }, { brand, postalAddress }) {
    const problems = checks.flatMap((check) =>
      problemsOf({ text, subject, brand, postalAddress }, check).map((found) => ({
        check: check.check,
        ...found,
      })),
    );
    return {
      verdict: problems.length === 0 ? 'pass' : 'mend',
      problems: problems.slice(0, MOST_PROBLEMS),
      checked: [...new Set(checks.map(({ check }) => check))],
    };
  },
});
