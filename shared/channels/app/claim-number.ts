import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import type { NumberChannel } from '../contract/channels.ts';
import {
  type ContactNumber,
  newContactNumber,
  numberIdOf,
  stopOf,
  writtenTo,
} from '../domain/contact-number.ts';
import type { ContactNumberStore } from './ports/contact-numbers.ts';

export interface ClaimNumber {
  readonly workspace: string;
  /** E.164 */
  readonly phone: string;
  readonly last: NonNullable<ContactNumber['last']> & { readonly channel: NumberChannel };
}

/**
 * Writes down that a message goes to a number, unless a stop stands against it: one guarded write, so of a stop and
 * a message that come together one is first, and a message that is second does not go. False when it must not.
 */
export function claimNumber(
  { numbers }: { readonly numbers: ContactNumberStore },
  { workspace, phone, last }: ClaimNumber,
): Promise<boolean> {
  const id = numberIdOf(workspace, phone);
  return retryOnConflict(async () => {
    const number = (await numbers.get(workspace, id)) ?? newContactNumber(workspace, id);
    if (stopOf(number, last.channel)) return false;
    await numbers.save(writtenTo(number, last));
    return true;
  });
}
