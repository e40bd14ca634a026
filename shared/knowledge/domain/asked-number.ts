import { fold } from '../../mail/domain/fold.ts';
import { termsOf } from './terms.ts';

/** Words after which a number of things is asked for, and those after which any amount or time is; `fold` has taken accents off. */
const MANY = new Set('many viele cuantos cuantas quanti quante quantos quantas'.split(' '));
const MUCH = new Set(
  'much long often viel lange oft combien cuanto cuanta quanto quanta hoeveel hoelang hoevaak'.split(' '),
);
/** Some of them are common words where they do not follow one of these. */
const AFTER_HOW = new Set('many much long often viele viel lange oft'.split(' '));
const HOW = new Set(['how', 'wie']);
/** Words that no answer repeats, and that are in every text; one letter tells nothing either. */
const LITTLE = new Set(
  'an in on at by as or ein eine einen einem einer lang im am un une des du au en il lo la una uno um uma na een het op to'.split(
    ' ',
  ),
);
const NUMBER_WORDS = new Set(
  'one two three four five six seven eight nine ten twelve free nothing unlimited ein zwei drei vier funf sechs sieben acht neun zehn kostenlos deux trois quatre cinq gratuit dos tres cuatro cinco gratis due tre quattro cinque gratuito dois quatro twee drie vijf'.split(
    ' ',
  ),
);
/** So many words may stand between a number and what it counts: "30 whole days". */
const BETWEEN = 2;

interface AskedFor {
  /** The words of the question without those that only ask. */
  readonly telling: string;
  /** It asks how many, how much or how long. */
  readonly wantsNumber: boolean;
  /** What a sentence must have to answer how many, how much or how long; always true for other questions. */
  answers(sentence: string, language: string | null): boolean;
}

/** What a question asks for: its telling words, and whether it wants a number. */
export function askedFor(question: string): AskedFor {
  const words = fold(question).match(/[\p{L}\p{N}]+/gu) ?? [];
  const isAsking = (at: number): boolean => {
    const word = words[at] ?? '';
    return (MANY.has(word) || MUCH.has(word)) && (!AFTER_HOW.has(word) || HOW.has(words[at - 1] ?? ''));
  };
  const isTelling = (word: string, at: number): boolean =>
    word.length > 1 && !LITTLE.has(word) && !isAsking(at);
  const quantity = words.findIndex((_, at) => isAsking(at));
  const counted = MANY.has(words[quantity] ?? '')
    ? words.find((word, at) => at > quantity && isTelling(word, at))
    : undefined;
  const telling = words.filter(isTelling);
  return {
    telling: (telling.length > 0 ? telling : words).join(' '),
    wantsNumber: quantity >= 0,
    answers: (sentence, language) => {
      if (quantity < 0) return true;
      const said = sentence.match(/[\p{L}\p{N}]+/gu) ?? [];
      const numbers = said.flatMap((word, at) => (isNumber(word) ? [at] : []));
      if (counted === undefined) return numbers.length > 0;
      const [wanted = ''] = termsOf(counted, language);
      return numbers.some((at) =>
        said.slice(at + 1, at + 2 + BETWEEN).some((word) => termsOf(word, language)[0] === wanted),
      );
    },
  };
}

const isNumber = (word: string): boolean => /\p{N}/u.test(word) || NUMBER_WORDS.has(fold(word));
