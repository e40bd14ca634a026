import { sentencesOf } from '../../mail/domain/sentences.ts';

/**
 * Parts of a template without the sentences that a passage bears out, and those apart. Only a whole sentence can be cited: of half
 * of one, the other half could say the opposite.
 */
export function apart(
  parts: readonly string[],
  cited: readonly string[],
): { readonly rest: string; readonly cited: readonly string[] } {
  if (cited.length === 0) return { rest: parts.join('\n'), cited };
  const isCited = (sentence: string): boolean => cited.includes(sentence);
  const sentences = parts.map(sentencesOf);
  return {
    // In the place of each that was taken out is a line break: what stood around it is not one sentence now.
    rest: sentences.map((part) => part.map((each) => (isCited(each) ? '\n' : each)).join(' ')).join('\n'),
    cited: sentences.flat().filter(isCited),
  };
}

/** A sentence in the form in which it can be cited; undefined for what is not one whole sentence. */
export function citable(words: string): string | undefined {
  const [sentence, ...more] = sentencesOf(words.replace(/\s+/g, ' '));
  return more.length === 0 ? sentence : undefined;
}
