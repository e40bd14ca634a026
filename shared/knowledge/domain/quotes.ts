import { sentencesOf } from '../../mail/domain/sentences.ts';
import { askedFor } from './asked-number.ts';
import { questionTerms, termsOf } from './terms.ts';

/** A passage, as far as it is quoted. */
export interface Quotable {
  readonly text: string;
  /** The title of its document and the headings above it. */
  readonly under: string;
  readonly language: string | null;
}

export interface Quote {
  readonly text: string;
  /** The place of its passage in the list. */
  readonly of: number;
}

/** So much of what a question asks for has to stand in a passage, with its headings, before it is quoted. */
const SUPPORTS = 0.65;
/** A number of the wrong thing misleads more than a wrong sentence: of three words, all have to be there. */
const SUPPORTS_NUMBER = 0.75;
/** The sentence itself has to name so much of it. */
const SAYS = 0.3;
const MOST_QUOTES = 3;
const BELOW_HEADING = 2;
const LONGEST = 600;

/**
 * The sentences that say most of what a question asks for, as they stand in the passages: at most three, the best first. None
 * where no passage has enough of it. A question for how many or how much is answered by a number only.
 */
export function quotesFor(question: string, passages: readonly Quotable[]): Quote[] {
  const { telling, wantsNumber, answers } = askedFor(question);
  const enough = wantsNumber ? SUPPORTS_NUMBER : SUPPORTS;
  const quotes = passages.flatMap(({ text, under, language }, of) => {
    const asked = questionTerms(telling, [language]);
    const share = (words: string, more = ''): number => {
      const there = new Set(termsOf(`${words} ${more}`, language));
      return asked.length === 0 ? 0 : asked.filter((term) => there.has(term)).length / asked.length;
    };
    if (share(text, under) < enough) return [];
    const sentences = sentencesOf(text).map((sentence) => ({
      text: sentence.slice(0, LONGEST),
      of,
      share: share(sentence),
    }));
    const saying = sentences.filter((each) => each.share >= SAYS && answers(each.text, language));
    // Under a heading that asks the very question, the answer need not repeat it.
    const isHeaded = share(under) >= enough;
    return isHeaded && saying.length === 0
      ? sentences.slice(0, BELOW_HEADING).map((each) => ({ ...each, share: share(under) }))
      : saying;
  });
  const best = quotes.toSorted((a, b) => b.share - a.share || a.of - b.of);
  const most = best[0]?.share ?? 0;
  // What says much less than the best sentence is about something else.
  return best
    .filter((each) => each.share >= most * 0.75)
    .slice(0, MOST_QUOTES)
    .map(({ text, of }) => ({ text, of }));
}
