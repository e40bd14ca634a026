import { sentencesOf } from '../../mail/domain/sentences.ts';
import { unproven } from './grounded.ts';
import { likeness, type Worded, worded } from './likeness.ts';

/** "That is guaranteed." says nothing by itself, and would be borne out by whatever has the word. */
const FEWEST_TELLING = 2;
/** Of the words of a sentence: "our 30 shops" is not "30 days". */
const MOST_OF_IT = 0.6;
const EVENLY = () => 1;

/**
 * Whether one sentence of a passage bears a sentence out: by the check that answers go through, and it has most of its words and
 * denies what that denies. Not the passage as a whole: "free" of one of its sentences and "30 days" of another are no promise of both.
 */
export function bearsOut(passage: string, sentence: string): boolean {
  const own = worded(sentence);
  if (own.telling.length < FEWEST_TELLING) return false;
  return sentencesOf(passage).some((said) => {
    const known = worded(said);
    return (
      unproven([{ text: sentence, record: 'p' }], new Map([['p', said]])) === undefined &&
      denies(own) === denies(known) &&
      own.telling.filter((word) => isIn(word, known)).length >= MOST_OF_IT * own.telling.length
    );
  });
}

const denies = ({ form }: Worded): boolean => form.endsWith('not');

const isIn = (word: string, known: Worded): boolean =>
  likeness({ telling: [word], form: '' }, known, EVENLY) > 0;
