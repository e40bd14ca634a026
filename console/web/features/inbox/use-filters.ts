import * as z from 'zod';
import { CONVERSATION_STATES } from '../../../../shared/inbox/contract/conversation.ts';
import { REPLY_CLASSES } from '../../../../shared/mail/contract/reply-class.ts';
import { useAddress } from '../../app/address.ts';

const addressSchema = z.object({
  state: z.enum(CONVERSATION_STATES),
  of: z.enum(['me', 'nobody']),
  label: z.string().max(40),
  class: z.enum(REPLY_CLASSES),
});

/** Which conversations are shown, as the address of the page says. */
export function useFilters() {
  const [{ state = 'open', of: assignee, label, class: wants }, change] = useAddress(addressSchema);
  return { state, assignee, label, wants, change };
}
