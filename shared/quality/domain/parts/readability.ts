import { functionWordShare } from '../function-words.ts';
import { finding, type Judge } from '../part.ts';
import { type Counts, countsOf, FORMULAS, fleschEase } from '../readability.ts';
import { type Body, passageOf, type Reading } from '../reading.ts';

const MOST = 25;
/** Flesch 1948: from here on it is plain English. */
const PLAIN = 60;
/** Below it is very hard. */
const HARD = 30;
const LEAST_WORDS = 30;
/**
 * Function words hold English prose together: over half of all words (Pennebaker 2011, The Secret Life of Pronouns). Below this
 * share a text is no prose, and the formulas, which count syllables and sentences, say nothing of it. The README has what was
 * measured.
 */
const LEAST_FUNCTION_WORDS = 0.1;
const SHOWN = 3;

const counts = new WeakMap<Body, Counts>();

/** Counted once for a body: syllables take most of the time. */
function countsIn(body: Body): Counts {
  const known = counts.get(body) ?? countsOf(body.sentences.map(({ words }) => words));
  counts.set(body, known);
  return known;
}

const wordsIn = ({ sentences }: Body): string[] => sentences.flatMap(({ words }) => words);

/** The first that is no prose: the formulas would praise random words that are short. */
const withoutProse = ({ bodies }: Reading): { body: Body; share: number } | undefined =>
  bodies
    .filter(({ words, language }) => words >= LEAST_WORDS && language === 'en')
    .map((body) => ({ body, share: functionWordShare(wordsIn(body)) }))
    .find(({ share }) => share < LEAST_FUNCTION_WORDS);

/** Of a text and the HTML beside it the one that is harder to read: the other does not make up for it. */
const hardestOf = ({ bodies }: Reading): { body: Body; ease: number } | undefined =>
  bodies
    .filter(({ words, language }) => words >= LEAST_WORDS && language === 'en')
    .map((body) => ({ body, ease: fleschEase(countsIn(body)) }))
    .toSorted((a, b) => a.ease - b.ease)[0];

/** All points for plain English, none for what is very hard. */
export const readability: Judge = {
  part: 'readability',
  most: MOST,
  says: `Flesch reading ease (1948): all points from ${PLAIN} on, none below ${HARD}. The other formulas are shown beside it.`,
  notJudged(reading) {
    const { words, isEnglish, language } = reading;
    if (words === 0) return 'It has no words.';
    if (!isEnglish) return `The formulas are for English, and it is in ${language}.`;
    return !hardestOf(reading)
      ? `It has ${words} words, and the formulas need ${LEAST_WORDS}: they were made for samples of 100.`
      : undefined;
  },
  measures(reading) {
    const hardest = hardestOf(reading);
    if (!hardest) return {};
    const counted = countsIn(hardest.body);
    const values = Object.entries(FORMULAS).map(([name, formula]) => [name, round(formula(counted))]);
    const { sentences, words, syllables } = counted;
    const functionWords = Math.round(functionWordShare(wordsIn(hardest.body)) * 1000) / 1000;
    return { sentences, words, syllables, functionWords, ...Object.fromEntries(values) };
  },
  findings(reading) {
    const random = withoutProse(reading);
    if (random) {
      const [first] = random.body.sentences;
      const says = `Of its words, ${round(random.share * 100)} % hold a sentence together, such as "the", "of" and "you"; English prose has about half.`;
      return [
        finding('no-prose', MOST, says, {
          instead: 'Write whole sentences.',
          ...(first && { passage: passageOf(random.body, first) }),
        }),
      ];
    }
    const of = hardestOf(reading);
    if (!of) return [];
    const { body, ease } = of;
    const lost = MOST * Math.min(1, Math.max(0, (PLAIN - ease) / (PLAIN - HARD)));
    if (lost === 0) return [];
    const hardest = body.sentences
      .map((sentence) => ({ sentence, ease: fleschEase(countsOf([sentence.words])) }))
      .toSorted((a, b) => a.ease - b.ease)
      .slice(0, SHOWN);
    return hardest.map(({ sentence, ease: its }) =>
      finding(
        'hard-to-read',
        round(lost / hardest.length),
        `The text reads at a Flesch ease of ${round(ease)}, and this sentence at ${round(its)}; ${PLAIN} is plain English.`,
        { passage: passageOf(body, sentence) },
      ),
    );
  },
};

const round = (value: number): number => Math.round(value * 10) / 10;
