import { unsupportedClaims } from '../../../content/domain/claims.ts';
import { findings, type Judge } from '../part.ts';
import { passageOf, type Reading, type Sentence } from '../reading.ts';

/** What a reader may want to see proved. Prices, dates and numbers of things are the writer's own. */
const TO_PROVE = new Set(['percentage', 'guarantee', 'superlative', 'proof by others']);
/** Lengths are bounded, so that brackets without an end are not looked through again and again. */
const CITED =
  /https?:\/\/|\[\d+\]|\((?:source|see)[ :][^)]{0,200}\)|(?<![\p{L}\p{N}])(?:according to|as measured by|source:)(?![\p{L}\p{N}])/iu;

export const evidence: Judge = {
  part: 'evidence',
  most: 20,
  says: 'Superlatives, percentages, guarantees and praise by others have a source in the sentence or in `evidence` (FTC, Advertising Substantiation, 1983).',
  notJudged: ({ words, isEnglish, language }) =>
    words === 0
      ? 'It has no words.'
      : isEnglish
        ? undefined
        : `Claims are found in English, and it is in ${language}.`,
  findings(reading) {
    return unproved(reading).flatMap(({ sentence, kind, words }) =>
      findings(
        'unproved-claim',
        5,
        [passageOf(sentence.field, sentence)],
        () => `"${words}" is a claim (${kind}) without a source.`,
        'Cite where it can be looked up, or leave it out.',
      ),
    );
  },
};

const unproved = ({ sentences, content }: Reading) =>
  sentences
    .filter((sentence) => !CITED.test(sentence.text) && !isBorneOut(sentence, content.evidence))
    .flatMap((sentence) =>
      unsupportedClaims(sentence.text, {})
        .filter(({ kind }) => TO_PROVE.has(kind))
        .slice(0, 1)
        .map((claim) => ({ sentence, ...claim })),
    );

/** A letter or a word stands in every sentence: so many characters name one, or all of a shorter sentence does. */
const LEAST_QUOTE = 20;

function isBorneOut({ text }: Sentence, known: readonly { readonly quote: string }[]): boolean {
  if (known.length === 0) return false;
  const said = squeezed(text);
  return known.some(({ quote }) => {
    const words = squeezed(quote);
    return words === said || (words.length >= LEAST_QUOTE && said.includes(words));
  });
}

const squeezed = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();
