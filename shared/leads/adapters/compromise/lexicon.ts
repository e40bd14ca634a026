import nlp from 'compromise';
import * as z from 'zod';

/** The parts of the model of `compromise` that are used; its own types do not describe them. */
const modelSchema = z.object({
  one: z.object({ lexicon: z.record(z.string(), z.union([z.string(), z.array(z.string())])) }),
  two: z.object({ switches: z.record(z.string(), z.string()) }),
});

const model = modelSchema.parse(nlp.model());
const lexicon = new Map(Object.entries(model.one.lexicon));
const switches = new Map(Object.entries(model.two.switches));

/** The tags of a word in lower case: none when it is not in the lexicon. */
export const tagsOf = (word: string): readonly string[] => [lexicon.get(word) ?? []].flat();

/** The tags between which an ambiguous word switches, such as `Person|Verb` for `mark`; undefined for other words. */
export const turnsBetween = (word: string): string | undefined => switches.get(word);
