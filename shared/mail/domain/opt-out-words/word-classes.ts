/**
 * The words of opt-out requests in one language. Each field has words that are separated by spaces; `*` stands for any
 * ending, `_` for a space in a fixed phrase. Case and accents are ignored.
 */
export interface OptOutWords {
  /** To leave a list, in one word: unsubscribe, opt out. */
  readonly leave: string;
  /** To remove, delete, erase, in all verb forms of a request. */
  readonly remove: string;
  /** To remove me, in one word. */
  readonly removeMe?: string;
  /** Verbs that mean removing only with a word of `away`: take me off. */
  readonly take?: string;
  readonly away: string;
  readonly me: string;
  /** Data that a sender has about a person: address, name, data. */
  readonly data: string;
  /** The same, when it can only be about mails: e-mail address. */
  readonly mailbox?: string;
  /** Things from which people are removed: list, database. */
  readonly list: string;
  /** The same in languages that express "from" by the ending of the word. */
  readonly fromList?: string;
  readonly stop: string;
  /** To write to somebody, and to bother. */
  readonly contact: string;
  /** Not to write, in one word. */
  readonly notContact?: string;
  /** Not to want, in one word. */
  readonly notWant?: string;
  readonly send: string;
  /** Things that are sent: mails, messages, advertising. */
  readonly mails: string;
  readonly not: string;
  /** Any more, again, further. */
  readonly more: string;
  readonly want: string;
  readonly receive: string;
  readonly interested: string;
  readonly please: string;
  /** Articles, pronouns, prepositions and helping verbs that change nothing. */
  readonly filler: string;
  /** Words of a request about something else or for a limited time: cc, PDF, until, instead. */
  readonly elsewise: string;
  /** Words for other people who unsubscribe. */
  readonly others: string;
  readonly condition: string;
  /** Beginnings of questions that express no wish. */
  readonly asking: string;
}

/** One letter per class, for the patterns of sentences. */
export const CLASS_LETTERS = {
  leave: 'U',
  remove: 'R',
  removeMe: 'RM',
  take: 'r',
  away: 'A',
  me: 'M',
  data: 'D',
  mailbox: 'DD',
  list: 'L',
  fromList: 'AL',
  stop: 'S',
  contact: 'C',
  notContact: 'NCZ',
  notWant: 'WNCZ',
  send: 'e',
  mails: 'm',
  not: 'N',
  more: 'Z',
  want: 'W',
  receive: 'G',
  interested: 'I',
  please: 'P',
  filler: 'F',
  elsewise: 'X',
  others: 'K',
  condition: 'J',
  asking: 'Q',
} as const satisfies Record<keyof OptOutWords, string>;
