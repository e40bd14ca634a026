import * as z from 'zod';
import { plainText } from '../../../kernel/contract/common.ts';
import { unsaid } from '../../../knowledge/domain/grounded.ts';
import { capability, Lacking, question } from './capability.ts';

const SLOT = /\{\{(\w+)\}\}/g;
const inputSchema = z.strictObject({
  about: plainText({ min: 1, max: 300 }).describe('What it is about, such as "our autumn service"'),
  audience: plainText({ max: 100 }).optional().describe('Who reads it, such as "owners of a turntable"'),
  offer: plainText({ max: 200 }).optional().describe('What is offered, word for word'),
  context: plainText({ max: 2_000 }).optional().describe('What may be said beside'),
});

/** Fills a template; undefined where a slot has no words. */
function filled(template: string, words: Readonly<Record<string, string | undefined>>): string | undefined {
  const slots = [...template.matchAll(SLOT)].map(([, name = '']) => name);
  if (slots.some((name) => !words[name])) return undefined;
  const text = template.replaceAll(SLOT, (_, name: string) => words[name] ?? '');
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}

export const write = capability({
  name: 'write',
  does: 'Drafts short texts. Numbers, prices, dates and promises come from what was given, or from nowhere.',
  input: inputSchema,
  config: z.strictObject({
    kind: z.string(),
    count: z.number().int().min(1).max(10),
    longest: z.number().int().describe('Characters'),
    templates: z.array(z.string()).min(1),
    style: z.string().optional(),
  }),
  output: z.object({ kind: z.string(), drafts: z.array(z.string()).min(1) }),
  byRule(input, { kind, count, longest, templates }, { brand }) {
    const drafts = templates
      .map((template) => filled(template, { ...input, brand }))
      .filter((draft) => draft !== undefined && draft.length <= longest)
      .slice(0, count);
    if (drafts.length > 0) return { kind, drafts };
    return new Lacking(
      `No ${kind} of at most ${longest} characters can be made of it: say it in fewer words.`,
    );
  },
  asks: (input, { kind, count, longest, style }, { brand }) =>
    question({
      schema: z.object({ drafts: z.array(z.string().max(2_000)).max(10) }),
      task: `Write ${count} of: ${kind}. Each has at most ${longest} characters.${style ? ` ${style}` : ''} Promise nothing, and
take no number, price, date or guarantee from anywhere but the data.`,
      shown: { ...input, brand },
      take({ drafts }) {
        const given = [brand, ...Object.values(input)].join('\n');
        const fits = drafts
          .map((draft) => draft.trim())
          .filter((draft) => draft !== '' && draft.length <= longest);
        const honest = fits.filter((draft) => unsaid(draft, given) === undefined);
        if (honest.length > 0) return { kind, drafts: honest.slice(0, count) };
        const [first] = fits;
        return new Lacking(
          first === undefined
            ? `No draft has at most ${longest} characters.`
            : `"${unsaid(first, given)}" was not given to it.`,
        );
      },
    }),
});
