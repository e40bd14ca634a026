import { finding, type Judge } from '../part.ts';
import { type Counts, countsOf, FORMULAS, fleschEase } from '../readability.ts';
import { type Body, passageOf, type Reading } from '../reading.ts';

const MOST = 25;
/** Flesch 1948: from here on it is plain English. */
const PLAIN = 60;
/** Below it is very hard. */
const HARD = 30;
const LEAST_WORDS = 30;
const SHOWN = 3;

const countsIn = ({ sentences }: Body): Counts => countsOf(sentences.map(({ words }) => words));

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
    const counts = countsIn(hardest.body);
    const values = Object.entries(FORMULAS).map(([name, formula]) => [name, round(formula(counts))]);
    const { sentences, words, syllables } = counts;
    return { sentences, words, syllables, ...Object.fromEntries(values) };
  },
  findings(reading) {
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
