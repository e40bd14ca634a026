import type { z } from 'zod';
import type { sentMessageViewSchema } from '../../../../../shared/leads/contract/routes.ts';

type Times = Pick<
  z.output<typeof sentMessageViewSchema>,
  | 'claimedAt'
  | 'sentAt'
  | 'deliveredAt'
  | 'openedAt'
  | 'clickedAt'
  | 'repliedAt'
  | 'unsubscribedAt'
  | 'bookedAt'
  | 'bouncedAt'
>;

/** From the least to the most that may come of a message. Later ones imply those before them. */
const STAGES = [
  ['Claimed', 'claimedAt'],
  ['Sent', 'sentAt'],
  ['Delivered', 'deliveredAt'],
  ['Bounced', 'bouncedAt'],
  ['Opened', 'openedAt'],
  ['Clicked', 'clickedAt'],
  ['Replied', 'repliedAt'],
  ['Unsubscribed', 'unsubscribedAt'],
  ['Booked a meeting', 'bookedAt'],
] as const satisfies readonly (readonly [string, keyof Times])[];

/** The most that came of a message, and when. */
export function latestOf(message: Times): { readonly what: string; readonly at: string } {
  const [what, field] = STAGES.findLast(([, name]) => message[name] !== null) ?? STAGES[0];
  return { what, at: message[field] ?? message.claimedAt };
}
