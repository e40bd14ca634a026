import { finding, findings, type Judge } from '../part.ts';
import { type Body, found, inEither, passageOf, type Reading, type Span, wordsOf } from '../reading.ts';

/** Style guide of GOV.UK: longer sentences are split. */
const SENTENCE_WORDS = 25;
/** Of e-mails on a telephone so much of the subject is shown. */
const SUBJECT_CHARACTERS = 60;
const PARAGRAPH_WORDS = 120;
const WITHOUT_HEADING_WORDS = 400;
const PLACEHOLDER =
  /\[(?:first ?name|name|company|your [^\]]{1,100}|insert [^\]]{1,100})\]|lorem ipsum|(?<![\p{L}\p{N}])(?:X{3,}|TODO|TBD)(?![\p{L}\p{N}])/iu;

export const structure: Judge = {
  part: 'structure',
  most: 20,
  says: `Sentences of at most ${SENTENCE_WORDS} words (style guide of GOV.UK), short paragraphs, a subject that is shown whole, nothing unfinished.`,
  notJudged: ({ words }) => (words === 0 ? 'It has no words.' : undefined),
  findings(reading) {
    const { bodies, subject } = reading;
    const long = reading.sentences.filter(({ words }) => words.length > SENTENCE_WORDS);
    const walls = inEither(bodies, ({ text }) => paragraphsOf(text)).filter(
      ({ text }) => wordsOf(text).length > PARAGRAPH_WORDS,
    );
    const whole = bodies.find((body) => body.words > WITHOUT_HEADING_WORDS && !isDivided(reading, body));
    return [
      ...findings('placeholder', 10, found(reading, PLACEHOLDER), (quote) => `"${quote}" was not filled in.`),
      ...findings(
        'long-sentence',
        2,
        long.map((sentence) => passageOf(sentence.field, sentence)),
        () => `A sentence has more than ${SENTENCE_WORDS} words.`,
        'Make two sentences of it.',
      ),
      ...findings(
        'long-paragraph',
        3,
        walls.map((paragraph) => passageOf(paragraph.field, paragraph)),
        () => `A paragraph has more than ${PARAGRAPH_WORDS} words.`,
        'Begin a new paragraph with the next thought.',
      ),
      ...(subject && subject.text.length > SUBJECT_CHARACTERS
        ? [
            finding('long-subject', 3, `The subject has ${subject.text.length} characters.`, {
              instead: `Say it in ${SUBJECT_CHARACTERS}.`,
              passage: passageOf(subject, { start: 0, end: subject.text.length }),
            }),
          ]
        : []),
      ...(whole
        ? [
            finding('no-headings', 4, `${whole.words} words have neither a heading nor a list.`, {
              instead: 'Put a heading over each part.',
            }),
          ]
        : []),
    ];
  },
};

const paragraphsOf = (text: string): Span[] =>
  [...text.matchAll(/\S(?:(?!\n\s*\n)[\s\S])*/g)].map((match) => ({
    start: match.index,
    end: match.index + match[0].trimEnd().length,
    text: match[0],
  }));

/** A text is divided as the HTML beside it, which it stands for. */
const isDivided = ({ html }: Reading, { in: place, text }: Body): boolean =>
  (html?.elements ?? []).some(({ name }) => /^(?:h[1-6]|ul|ol)$/.test(name)) ||
  (place !== 'html' && /^[^\S\n]*(?:#{1,6} |[-*•] |\d+[.)] )/m.test(text));
