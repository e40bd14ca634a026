import { unsubscribeIntent } from '../mail/unsubscribe-intent.ts';

export type TextMeaning = 'stop' | 'start' | 'help' | 'reply';

/** Whole messages, as Twilio itself understands them on long codes, and what it added in 2026. */
const KEYWORDS: Readonly<Record<Exclude<TextMeaning, 'reply'>, readonly string[]>> = {
  stop: ['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT'],
  start: ['START', 'YES', 'UNSTOP'],
  help: ['HELP', 'INFO'],
};

const BY_WORD = new Map(
  (['stop', 'start', 'help'] as const).flatMap((meaning) =>
    KEYWORDS[meaning].map((word) => [word, meaning] as const),
  ),
);

/**
 * What an inbound text asks for. Keywords count only as the whole message; a sentence that asks to be left alone in
 * other words ("please stop texting me") counts as a stop too, for a missed one is a person who complains.
 */
export function textMeaning(text: string): TextMeaning {
  const word = text
    .trim()
    .replace(/[.!]+$/, '')
    .trim()
    .toUpperCase();
  const known = BY_WORD.get(word);
  if (known) return known;
  return unsubscribeIntent(text) === undefined && !STOP_TEXTING.test(text) ? 'reply' : 'stop';
}

/** What is said of texts and not of mails. */
const STOP_TEXTING =
  /\b(?:please|pls)\s+stop\b|\bstop\s+(?:texting|text(?:s|ing)?\s+me|sending)\b|\bdo(?:n['’]t| not)\s+text\b/iu;
