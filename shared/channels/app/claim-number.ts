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
 * Records that a message goes to a number, unless a stop forbids it. It is one guarded write: when a stop and a message come
 * at the same time, one of them is first, and a message that is second is not sent. Returns false when it must not be sent.
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
