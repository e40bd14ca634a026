import { optOutIntent } from '../../mail/domain/unsubscribe-intent.ts';
import { parseConsent } from './consent.ts';

const MOST_LETTERS = 2_000;
/** What is shorter is a mark (`DNC`, `no marketing`) and no sentence. */
const MOST_WORDS_OF_A_MARK = 2;

/**
 * Whether a note about a person says that they want no mail, in the words by which replies are read. A possible opt-out is enough
 * here: whoever wrote the note is not there to be asked.
 */
export function asksForNoContact(note: string): boolean {
  const text = note.slice(0, MOST_LETTERS).trim();
  if (text === '') return false;
  if (optOutIntent(text) !== undefined) return true;
  const isMark = text.split(/\s+/).length <= MOST_WORDS_OF_A_MARK;
  return isMark && parseConsent(text, 'standing').consent === 'opted_out';
}
