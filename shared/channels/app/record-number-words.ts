import { currentTrace } from '../../kernel/trace.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import type { NumberChannel } from '../contract/channels.ts';
import {
  type ContactNumber,
  hearNumber,
  type NumberWord,
  newContactNumber,
  numberEvents,
} from '../domain/contact-number.ts';
import type { ContactNumberStore } from './ports/contact-numbers.ts';

export interface HeardWord {
  readonly workspace: string;
  readonly numberId: string;
  readonly channel: NumberChannel;
  readonly words: readonly NumberWord[];
  readonly at: string;
  /** Id of the message with the keyword. */
  readonly source: string;
}

/** Stores keywords and reports about a number. Repeats and any order are harmless. */
export function recordNumberWords(
  { numbers }: { readonly numbers: ContactNumberStore },
  { workspace, numberId, channel, words, at, source }: HeardWord,
): Promise<ContactNumber> {
  return retryOnConflict(async () => {
    const known = (await numbers.get(workspace, numberId)) ?? newContactNumber(workspace, numberId);
    const next = words.reduce((number, word) => hearNumber(number, channel, word, { at, source }), known);
    if (next === known) return known;
    const told = numberEvents(known, next, channel, {
      at,
      correlationId: currentTrace()?.correlationId ?? source,
    });
    return numbers.save(next, told);
  });
}
