/**
 * The words of one language that a request to be left alone is made of. Each field holds words with a space between;
 * `*` stands for any ending, `_` for a space in a fixed phrase. Case and accents do not count.
 */
export interface OptOutWords {
  /** To leave a list, in one word: unsubscribe, opt out. */
  readonly leave: string;
  /** To remove, delete, erase: as a request or as what shall be done. */
  readonly remove: string;
  /** To remove me, in one word. */
  readonly removeMe?: string;
  /** Verbs that mean removing only with a word of `away`: take me off. */
  readonly take?: string;
  readonly away: string;
  readonly me: string;
  /** What the sender of mails knows of a person: address, name, data. */
  readonly data: string;
  /** The same, when it can only be meant of mails: e-mail address. */
  readonly mailbox?: string;
  /** Where people are removed from: list, database. */
  readonly list: string;
  /** In languages that say "from" by the ending of the word. */
  readonly fromList?: string;
  readonly stop: string;
  /** To write to somebody, and to bother. */
  readonly contact: string;
  /** Not to write, in one word. */
  readonly notContact?: string;
  /** Not to want, in one word. */
  readonly notWant?: string;
  readonly send: string;
  /** What is sent: mails, messages, advertising. */
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
  /** What makes it a request about something else or for some time: cc, PDF, until, instead. */
  readonly elsewise: string;
  /** Whose unsubscribing is talked about, when it is not the writer's. */
  readonly others: string;
  readonly condition: string;
  /** How a question begins that tells no wish. */
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
