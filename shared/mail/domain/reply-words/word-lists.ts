/**
 * How people of one language say what they want. Phrases are of folded words (`fold.ts`) without punctuation, apostrophes and
 * hyphens: "c'est" is `c est`. `~` stands for up to four words between, `*` for the rest of a word, and `(a|b)` for either.
 */
export interface ReplyWords {
  /** Frequent words by which the language is recognised. */
  readonly frequent: string;
  readonly complaint: readonly string[];
  /** The author is not the one who is meant, or has left. */
  readonly wrong_person: readonly string[];
  /** Somebody else is to be asked. */
  readonly referral: readonly string[];
  /** A refusal. */
  readonly not_interested: readonly string[];
  /** Now is a bad time, or another one is better, without saying which. */
  readonly notNow: readonly string[];
  /** Verbs of coming back; they count only together with a time that is not near. */
  readonly again: readonly string[];
  /** Only in a sentence without a negation. */
  readonly interested: readonly string[];
  /** The first word of a question without a question mark. */
  readonly asks: string;
  readonly negations: string;
}
