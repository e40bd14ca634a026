import { fold } from './fold.ts';
import { GERMANIC } from './opt-out-words/germanic.ts';
import { OTHER_LANGUAGES } from './opt-out-words/other-languages.ts';
import { ROMANCE } from './opt-out-words/romance.ts';
import { CLASS_LETTERS, type OptOutWords } from './opt-out-words/word-classes.ts';

/** Certainty that a sentence is an opt-out. */
export type OptOutCertainty = 'certain' | 'possible';

/** Longer sentences are read in pieces, because requests to stop are short. */
const PIECE = 60;
/** Pieces overlap, so that a request that one of them cuts is whole in the next. */
const NEXT_PIECE = 40;
const MAX_STEM = 20;
const TOKEN = /[\p{L}\p{N}_+.'-]+@[\p{L}\p{N}.-]+|https?:\S+|[\p{L}\p{M}\p{N}_]+|,/gu;

/**
 * Opt-out sentences as sequences of word classes (the letters of `CLASS_LETTERS`; `O` is any other word, `,` a comma). Each
 * is one way to say it, in any language and word order.
 */
const REQUESTS: readonly string[] = [
  // remove me from your list; remove from the list
  'RP{0,1}A[FMmD]{0,4}L',
  'R[MDFPC,]{0,5}[MD][MDFPC]{0,3}A[FMmD]{0,4}L',
  // take me off your list
  'r[FPC,]{0,3}[MD][MDFPC]{0,3}A[FMmD]{0,4}L',
  'r[P]{0,1}A[FMmD]{0,4}L',
  // aus Ihrem Verteiler nehmen; mich von der Liste streichen
  '^[FPW,]{0,4}A[FM]{0,4}L[MDFPZC]{0,4}[Rr]',
  '[MDP][MDFP,]{0,4}A[FM]{0,4}L[MDFPZC]{0,4}[Rr]',
  'A[FM]{0,4}L[FP]{0,3}[MD][MDFPZC]{0,4}[Rr]',
  // listenizden adımı silin
  '[MD][MDFP]{0,3}L[MDFP]{0,3}R',
  '^[FP,]{0,3}L[FP]{0,3}[MD][MDFP]{0,3}R',
  // poistakaa minut postituslistalta
  'R[FP]{0,2}M[MDFPC]{0,3}L',
  // ik wil van de lijst af
  'W[FP]{0,3}A[FM]{0,3}LF{0,1}A$',
  // take my name off
  'r[FP]{0,2}D[MDFC]{0,3}A[FP]{0,3}$',
  // I'd like off this list; off the list please
  'W[FM]{0,2}A[FMmD]{0,3}L[PF]{0,3}$',
  '^[PF,]{0,3}A[FM]{0,3}L[PF]{0,3}$',
  // remove me from your mailings
  'R[FP]{0,2}M[DFC]{0,3}A[FMZ]{0,4}[mCL]',
  // please delete my data
  '^[PWFA,]{0,6}R[FPA]{0,3}D{0,1}M[MDFPC,]{0,4}$',
  '^[PWF,]{0,6}R[FP]{0,3}D[MDFPC,]{0,4}D[MDFPC,]{0,3}$',
  '^[PFW,]{0,6}M[MDFPC]{0,4}R[FPZ]{0,3}$',
  '^[FW,]{0,3}P[PFW,]{0,3}D[DFPC]{0,2}R[FPZ]{0,2}$',
  '^[PFW,]{0,6}M[FP]{0,2}R[FP]{0,2}[MD]{1,3}$',
  '^[PFW,]{0,6}R[FP]{0,2}M[FP,]{0,2}A[FP]{0,3}$',
  // I did not subscribe, remove me
  ',[PF]{0,3}R[FP]{0,2}M[PF]{0,3}$',
  // please unsubscribe me, because ...
  '^[PFW,]{0,5}U[FP]{0,1}M',
  '^P{0,3}U[PF]{0,2},',
  'P[FMA]{0,4}U[FPZC]{0,2}(?:[MDAL,]|$)',
  'W[FMPA]{0,4}U[FPZC]{0,2}(?:[MDAL,]|$)',
  'U[FP]{0,2}A[FMmD]{0,4}[LmC]',
  // I already unsubscribed twice
  '^[PFMDAWLCmZ,]{0,8}U[PFMDALCmZ,U]{0,12}$',
];

/** As `REQUESTS`, but they may be about something else or another time; `elsewise` words show that. */
const REQUESTS_ABOUT: readonly string[] = [
  // stop sending me these e-mails
  'S[MFPGeDAZ,]{0,6}O{0,1}[Cm][MFPZCmADGLe]{0,8}(?:$|,)',
  'S[MFPGeDAZ,]{0,6}[Cm][FZ]{0,2}M',
  'S[FP]{0,3}e[FM]{0,3}[mCZ]',
  // e-postaları durdurun
  '[Cm][FPMDe,]{0,3}S[FPZ]{0,3}$',
  // do not write to me again; nicht mehr schreiben; ne plus me contacter; больше не пишите
  'N[FMAP]{0,4}Z[FMAPeW]{0,4}[Cm]',
  'N[FMZAP]{0,4}C[FMAmCD]{0,4}[MZ]',
  'N[FMAPeG]{0,3}M[FMZP]{0,3}C',
  // do not send any more: of mails, but not of samples, which a customer may have enough of
  'N[FMZAP]{0,4}e[FMAPD]{0,4}(?:Z(?![FMPAZ]{0,3}O(?![mC]))|[mC][FMZAPCm]{0,5}(?:$|,))',
  'Z[FMP]{0,3}N[FMAP]{0,3}(?:C|e(?![FMPAZ]{0,3}O(?![mC])))',
  '(?:C[FMAP]{0,4}N[FP]{0,2}Z|e[FMAP]{0,4}N[FP]{0,2}Z(?![FMPAZ]{0,3}O(?![mC])))',
  'W[FM]{0,2}N[FMZ]{0,3}G[FMAZ]{0,4}[mC]',
  'W[FM]{0,2}A[FM]{0,2}NZ[FMA]{0,2}G$',
  // I don't want this any more
  '^[PF,]{0,4}N[F]{0,2}W[FM]{0,2}m[FM]{0,2}ZF{0,2}$',
  '^[PF,]{0,3}NZ{0,1}[Cm][PFZM,]{0,4}$',
  // I do not want to receive your mails; I no longer wish to be contacted
  '[NZ][FZMA]{0,4}W[FMAZP]{0,4}G[FMAZDP]{0,6}(?:[mCLAe]|$|,)',
  '[NZ][FZM]{0,3}W[FMAZ]{0,4}(?:C|e)[FmC]{0,3}M',
  'N[FZ]{0,3}W[FMAZ]{0,3}Z[FA]{0,2}[mC]',
  'N[FZ]{0,3}W[FMZ]{0,3}C[FMAPZ]{0,4}$',
  // istemiyorum: not wanting in one word
  '[mC][FMZ]{0,3}G[FZ]{0,2}[NW]',
  // no longer interested in receiving your mails
  'N[FZWA]{0,4}I[FAMZ]{0,3}(?:G|C|e|L)',
  '[NZ][FZ]{0,3}G[FMZAD]{0,4}[mC]',
  // stop, I am not interested
  '^[PF,]{0,4}S[PFM]{0,3},[F]{0,4}N[FZWA]{0,4}I[PF]{0,3}$',
  // not interested, delete; not interested, unsubscribe me
  'N[FZWA]{0,4}I[FAMDPmZO,]{0,8},[PF,]{0,4}[RSU][PFMDm]{0,4}$',
];

/** Patterns that are only a possible opt-out, for a person to decide. */
const SIGNS: readonly string[] = [
  'U',
  'N[FZWAP]{0,4}I',
  '^O{0,1}[PF,]{0,4}S[PFMm,]{0,4}$',
  'S[MFPe]{0,4}[CmM]',
  '^[PF,]{0,5}R[PFMDm,]{0,5}$',
  '[Rr][FPDCK]{0,4}[MDK][FDCPK]{0,3}[AL]',
  'N[FMZA]{0,3}[Ce][FmCAP]{0,3}[MZ]',
  'NZ[Cm]',
];
/** Only as a whole sentence; in a longer one these words have many meanings. */
const BARE_STOP = /^(?:<[^<>]*[PFM,][^<>]*>){0,4}(?:<[^<>]*S[^<>]*>){1,2}(?:<[^<>]*[PFM,m][^<>]*>){0,3}$/;
const BARE_REMOVE = /^(?:<[^<>]*[PF,][^<>]*>){0,4}<[^<>]*R[^<>]*>(?:<[^<>]*[PFMm,][^<>]*>){0,4}$/;

const requests = REQUESTS.map(compiled);
const requestsAbout = REQUESTS_ABOUT.map(compiled);
const signs = SIGNS.map(compiled);
const others = compiled('K');
const elsewise = compiled('X');
/** Do not stop, never cease: the negation of the languages that put it behind. */
const goOn = compiled('S[FMP]{0,2}N');
const requestsAboutStop = compiled('^S');
/** "I no longer receive your mails" is a statement: a wish or request would have its own verb. */
const missesMails = [compiled('[NZ][FZ]{0,3}G[FMZAD]{0,4}[mC]'), compiled('G[FMD]{0,3}N[FZ]{0,2}[mC]')];
const wished = compiled('W');
const asksFor = compiled('(?:P[FMZA]{0,3}[NZ]|S)');
const refused = compiled('N[FZWA]{0,4}I');
const questionFirst = compiled('^[F,]{0,1}Q');
const questionLater = compiled(',F{0,1}Q');
const conditional = compiled('J');
/** A negation right before it, in the same clause. */
const denied = /<[^<>]*N[^<>]*>(?:<[^<>,]*>){0,3}$/;

/** Turns each letter into a pattern for a token that has this class among others. */
function compiled(pattern: string): RegExp {
  const source = pattern.replace(/\{[\d,]+\}|\[([A-Za-z,]+)\]|[A-Za-z,]/g, (part, set: string | undefined) =>
    part.startsWith('{') ? part : `(?:<[^<>]*[${set ?? part}][^<>]*>)`,
  );
  return new RegExp(source, 'u');
}

interface Lexicon {
  readonly exact: ReadonlyMap<string, string>;
  /** Classes by the beginning and by the ending of words. */
  readonly beginnings: ReadonlyMap<string, string>;
  readonly endings: ReadonlyMap<string, string>;
  readonly phrases: RegExp;
}

const LEXICONS: readonly Lexicon[] = Object.values({ ...GERMANIC, ...ROMANCE, ...OTHER_LANGUAGES }).map(
  lexiconOf,
);

/** Classes by word and language, at the place of the language in `LEXICONS`. */
type ByLanguage = ReadonlyMap<string, readonly (string | undefined)[]>;

const EXACT = inAllLanguages(({ exact }) => exact);
const BEGINNINGS = inAllLanguages(({ beginnings }) => beginnings);
const ENDINGS = inAllLanguages(({ endings }) => endings);

/** Most words are in no language or in few, so one look-up for all languages is quicker than one in each. */
function inAllLanguages(listed: (lexicon: Lexicon) => ReadonlyMap<string, string>): ByLanguage {
  const all = new Map<string, (string | undefined)[]>();
  for (const [language, lexicon] of LEXICONS.entries()) {
    for (const [word, classes] of listed(lexicon)) {
      const known = all.get(word) ?? LEXICONS.map(() => undefined);
      known[language] = classes;
      all.set(word, known);
    }
  }
  return all;
}

function lexiconOf(words: OptOutWords): Lexicon {
  const exact = new Map<string, string>();
  const beginnings = new Map<string, string>();
  const endings = new Map<string, string>();
  for (const [field, listed] of Object.entries(words) as [keyof OptOutWords, string][]) {
    const classes = CLASS_LETTERS[field];
    for (const word of fold(listed).split(/\s+/)) {
      if (word.endsWith('*')) add(beginnings, word.slice(0, -1), classes);
      else if (word.startsWith('*')) add(endings, word.slice(1), classes);
      else add(exact, word, classes);
    }
  }
  const phrases = [...exact.keys()].filter((word) => word.includes('_'));
  const spoken = phrases.map((phrase) => phrase.replaceAll('_', ' '));
  return {
    exact,
    beginnings,
    endings,
    phrases: new RegExp(`(?<![\\p{L}\\p{N}])(?:${spoken.join('|')})(?![\\p{L}\\p{N}])`, 'gu'),
  };
}

function add(words: Map<string, string>, word: string, classes: string): void {
  words.set(word, words.has(word) ? `${words.get(word)}|${classes}` : classes);
}

export interface SentenceReading {
  /** The certainty that the sentence is an opt-out; undefined when nothing in it indicates one. */
  readonly certainty?: OptOutCertainty;
  /** The certainty of a sentence that is only "stop", "please delete" or "not interested". */
  readonly bare?: 'stop' | 'remove' | 'refused';
}

/** Reads one sentence. What is far down in a long one is only a possible opt-out: the "if" before it may be far away too. */
export function readSentence(sentence: string): SentenceReading {
  const [first = '', ...later] = piecesOf(wordsOf(sentence));
  const { certainty, bare } = readPiece(first);
  const asksLater = () => later.some((piece) => readPiece(piece).certainty !== undefined);
  return { certainty: certainty ?? (asksLater() ? 'possible' : undefined), bare };
}

function piecesOf(words: string): string[] {
  const starts = Array.from(words.matchAll(TOKEN), ({ index }) => index);
  const pieces = Math.ceil(Math.max(1, starts.length - PIECE + NEXT_PIECE) / NEXT_PIECE);
  return Array.from({ length: pieces }, (_, at) =>
    words.slice(starts[at * NEXT_PIECE], starts[at * NEXT_PIECE + PIECE]),
  );
}

/** Reads in the languages that know most of the words: "stop" and "mail" are words of many languages. */
function readPiece(words: string): SentenceReading {
  const known = new Map<string, readonly string[]>();
  const plain = splitIntoTokens(words);
  const read = LEXICONS.map(({ phrases }, language) => {
    const spoken = words.replace(phrases, (phrase) => phrase.replaceAll(' ', '_'));
    const tokens = spoken === words ? plain : splitIntoTokens(spoken);
    const classes = tokens.map((token) => {
      const inEach = known.get(token) ?? classesOf(token);
      known.set(token, inEach);
      return inEach[language];
    });
    return classes.join('');
  });
  const unknown = read.map((tokens) => tokens.split('<O>').length);
  const fewest = Math.min(...unknown);
  const likely = read.filter((_, i) => unknown[i] === fewest);
  const verdicts = likely.map(judge);
  return {
    certainty: (['certain', 'possible'] as const).find((each) => verdicts.includes(each)),
    bare: bareIn(likely),
  };
}

/** "Deja" is to stop in Spanish, but "déjà" is already in French: to stop is what all of the languages say. */
function bareIn(likely: readonly string[]): SentenceReading['bare'] {
  const read = likely.map(bareWords);
  if (read.every((bare) => bare === 'stop')) return 'stop';
  return (['remove', 'refused'] as const).find((each) => read.includes(each));
}

function bareWords(tokens: string): SentenceReading['bare'] {
  if (BARE_STOP.test(tokens)) return 'stop';
  if (BARE_REMOVE.test(tokens)) return 'remove';
  return refused.test(tokens) ? 'refused' : undefined;
}

function judge(tokens: string): OptOutCertainty | undefined {
  const asked = requests.map((pattern) => pattern.exec(tokens)).find((match) => match !== null);
  if (asked) {
    const before = tokens.slice(0, asked.index);
    const isDenied = denied.test(before) && !asked[0].startsWith('<,>');
    return isItsOwn(tokens, before) && !isDenied ? 'certain' : 'possible';
  }
  const about = requestsAbout.map((pattern) => pattern.exec(tokens)).find((match) => match !== null);
  if (about) {
    const before = tokens.slice(0, about.index);
    const stopped = requestsAboutStop.test(tokens.slice(about.index));
    const clear =
      isItsOwn(tokens, before) &&
      !elsewise.test(tokens) &&
      !goOn.test(tokens) &&
      !misses(tokens) &&
      !(stopped && denied.test(before));
    return clear ? 'certain' : 'possible';
  }
  return signs.some((pattern) => pattern.test(tokens)) ? 'possible' : undefined;
}

const misses = (tokens: string): boolean =>
  missesMails.some((pattern) => pattern.test(tokens)) && !wished.test(tokens) && !asksFor.test(tokens);

/** Whether it is the writer's own request, without a condition, and no question about a product. */
function isItsOwn(tokens: string, before: string): boolean {
  const isAsked = questionFirst.test(tokens) || questionLater.test(before);
  return !conditional.test(before) && !others.test(tokens) && !isAsked;
}

/** An answer to a question: "No, unsubscribe me". */
const NO_FIRST = /^(?:no|nein|non|nee|nej|nei|ei|nie|ne|нет|ні|hayir|nem|nu|nao|οχι)[,.!]\s+/u;

const ADDRESS_OR_MARK = /[^\s@]{1,64}@\S{1,255}|['-]/g;

/** The sentence without the apostrophes and hyphens inside its words, which addresses keep. */
const wordsOf = (sentence: string): string =>
  fold(sentence)
    .replace(NO_FIRST, '')
    .replaceAll('e-mail', 'email')
    .replaceAll("n't", 'nt')
    .replace(ADDRESS_OR_MARK, (part) => (part.includes('@') ? part : ' '));

const splitIntoTokens = (words: string): string[] => words.match(TOKEN) ?? [];

/** The `<classes>` of a token in each language. */
function classesOf(token: string): string[] {
  const everywhere = token === ',' ? '<,>' : token.includes('@') ? '<D>' : undefined;
  if (everywhere !== undefined || token.startsWith('http')) return LEXICONS.map(() => everywhere ?? '<O>');
  const found = [EXACT.get(token)];
  for (let length = 2; length <= Math.min(token.length, MAX_STEM); length++) {
    found.push(BEGINNINGS.get(token.slice(0, length)), ENDINGS.get(token.slice(-length)));
  }
  const listed = found.filter((each) => each !== undefined);
  return LEXICONS.map((_, language) => inOneLanguage(listed.map((each) => each[language])));
}

function inOneLanguage(found: readonly (string | undefined)[]): string {
  const all = found.flatMap((classes) => classes?.split('|') ?? []);
  const several = all.find((classes) => classes.length > 1);
  if (several !== undefined) return [...several].map((letter) => `<${letter}>`).join('');
  return all.length === 0 ? '<O>' : `<${all.join('')}>`;
}
