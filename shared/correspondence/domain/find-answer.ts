import {
  likeness,
  type Weight,
  type Worded,
  weightIn,
  worded,
  wordsOf,
} from '../../knowledge/domain/likeness.ts';
import { sentencesOf } from '../../mail/domain/sentences.ts';
import type { FaqEntry } from './faq-entry.ts';

/**
 * Where the likeness to a known question counts. As measured (README): of questions that no entry answers, 0.5 to 6 in 1,000 pass
 * `CERTAIN`, of those that one answers at most 1 in 1,000 is taken for another. A person sees everything below.
 */
const CERTAIN = 0.85;
/** So far the next entry must be behind. */
const AHEAD = 0.2;
/** A question of one word is like too many others. */
const FEWEST_WORDS = 2;
const LIKELY = 0.5;

/** What a mail may say beside its question, in the languages that are read. Whatever else it says leaves a doubt. */
const COURTESIES = new Set(
  [
    'hi hello hey dear good morning day afternoon evening thanks thank you very much many in advance for your help',
    'kind kindest best warm regards wishes cheers sincerely yours sir madam mr mrs ms team',
    'hallo guten tag morgen abend liebe lieber sehr geehrte geehrter damen und herren frau herr danke vielen dank besten',
    'im voraus gruss grusse grussen viele beste mit freundlichen freundliche',
    'bonjour bonsoir merci beaucoup d avance cordialement madame monsieur',
    'hola buenos dias gracias muchas de antemano saludos',
    'ciao buongiorno grazie mille anticipo saluti cordiali',
    'ola bom dia obrigado obrigada cumprimentos',
    'goedendag dank bedankt alvast met vriendelijke groet groeten',
  ].flatMap((words) => words.split(' ')),
);

export interface Found {
  readonly entry: FaqEntry;
  /** 0 to 1: how like the question is to a known one. */
  readonly score: number;
  /** Of the next entry. */
  readonly next: number;
  /** Whether it answers the whole mail beyond doubt. */
  readonly certain: boolean;
  /** Why it is not certain; a sentence. */
  readonly doubt: string | undefined;
}

interface Candidate {
  readonly entry: FaqEntry;
  readonly questions: readonly Worded[];
}

/**
 * The entry that answers a mail, if one may. It is certain only when every sentence, but for greetings and thanks, is nearly a
 * known question of that entry and of no other, which asks in the same way and denies nothing more.
 * @param names of whom it greets and of its author
 */
export function findAnswer(
  text: string,
  entries: readonly FaqEntry[],
  names: readonly string[] = [],
): Found | undefined {
  const candidates = entries.map((entry) => ({ entry, questions: entry.questions.map(worded) }));
  const weight = weightIn(candidates.map(({ questions }) => questions));
  const known = new Set(names.flatMap(wordsOf));
  const sentences = sentencesOf(text).filter((sentence) =>
    wordsOf(sentence).some((word) => !COURTESIES.has(word) && !known.has(word)),
  );
  const read = sentences.map((sentence) => ranked(worded(sentence), candidates, weight));
  const best = read.toSorted((a, b) => b.score - a.score)[0];
  if (!best?.entry || best.score < LIKELY) return undefined;
  const doubt = read.map((each) => doubtOf(each, best)).find((each) => each !== undefined);
  const { entry, score, next } = best;
  return { entry, score: rounded(score), next: rounded(next), certain: doubt === undefined, doubt };
}

interface Ranked {
  readonly entry: FaqEntry | undefined;
  readonly words: number;
  readonly score: number;
  readonly next: number;
  /** The likeness to those questions that ask in the same way. */
  readonly sameForm: number;
}

function ranked(sentence: Worded, candidates: readonly Candidate[], weight: Weight): Ranked {
  const most = (questions: readonly Worded[]) =>
    Math.max(0, ...questions.map((question) => likeness(sentence, question, weight)));
  const scored = candidates
    .map(({ entry, questions }) => ({ entry, questions, score: most(questions) }))
    .toSorted((a, b) => b.score - a.score);
  const [first, second] = scored;
  return {
    entry: first?.entry,
    words: sentence.telling.length,
    score: first?.score ?? 0,
    next: second?.score ?? 0,
    sameForm: most(first?.questions.filter(({ form }) => form === sentence.form) ?? []),
  };
}

function doubtOf(sentence: Ranked, { entry }: Ranked): string | undefined {
  if (sentence.entry !== entry || sentence.score < LIKELY) return 'The mail says more than this question.';
  if (sentence.words < FEWEST_WORDS) return 'The question has too few words to be sure.';
  if (sentence.score - sentence.next < AHEAD) return 'Another entry is nearly as like.';
  return sentence.sameForm < CERTAIN ? 'It is not near enough to a question of the entry.' : undefined;
}

const rounded = (share: number): number => Math.round(share * 100) / 100;
