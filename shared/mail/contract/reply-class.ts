/**
 * What the author of an inbound message wants, by what they wrote. A class tells people what to read first; it never decides
 * whether somebody is held or suppressed.
 */
export const REPLY_CLASSES = [
  'interested',
  /** Asks something, and shows neither interest nor refusal. */
  'question',
  /** Not now; perhaps with the day from which it suits them. */
  'later',
  /** Names somebody else to talk to. */
  'referral',
  'not_interested',
  'unsubscribe',
  'out_of_office',
  /** The mail reached somebody else, or the person has left. */
  'wrong_person',
  'complaint',
  /** A filter that wants a proof that a person sends the mail. */
  'challenge_response',
  /** Nothing that Rex understands, or a language that it does not read. */
  'unclear',
] as const;
export type ReplyClass = (typeof REPLY_CLASSES)[number];

/** `certain`: the form of the mail or plain words say so. `possible`: a person should look before they rely on it. */
export const CLASS_CERTAINTIES = ['certain', 'possible'] as const;

/** Who read it: the form of the mail, the rules for words, a language model, or a person who corrected it. */
export const CLASS_READERS = ['structure', 'rules', 'model', 'person'] as const;
