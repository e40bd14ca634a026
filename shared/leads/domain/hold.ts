import * as z from 'zod';
import { type Channel, channelSchema } from '../../channels/contract/channels.ts';
import { instantSchema } from '../../kernel/contract/common.ts';
import { keepUnknown } from '../../kernel/contract/tolerance.ts';
import { HOLD_REASONS, type HoldReason } from '../contract/hold.ts';

/** So many replies are named with the lead; all of them are on the list of replies. The newest are kept. */
const REPLIES_KEPT = 50;

/** A person of whom something came in that a person has to read before Rex writes to them again. */
export const holdSchema = z.object({
  /** When the first of the replies that wait came in. */
  since: instantSchema,
  /** Of the latest one. */
  reason: keepUnknown(z.enum(HOLD_REASONS)),
  channel: channelSchema,
  /** Those that wait for a decision, in the order in which they were taken in. */
  replies: z.array(z.string()),
});
export type Hold = z.infer<typeof holdSchema>;

/** Nothing goes out before `at`: the person is away, or somebody decided so. */
export const notBeforeSchema = z.object({
  at: instantSchema,
  because: keepUnknown(z.enum(['absent', 'postponed'])),
  reply: z.string(),
});
export type NotBefore = z.infer<typeof notBeforeSchema>;

interface Held {
  readonly hold?: Hold | undefined;
  readonly notBefore?: NotBefore | undefined;
}

/** Holds a person because of one more reply; the same lead when this very reply holds them already. */
export function holdFor<L extends Held>(
  lead: L,
  reply: {
    readonly id: string;
    readonly reason: HoldReason;
    readonly channel: Channel;
    readonly receivedAt: string;
  },
): L {
  const known = lead.hold;
  if (known?.replies.includes(reply.id)) return lead;
  const since = known && known.since < reply.receivedAt ? known.since : reply.receivedAt;
  const replies = [...(known?.replies ?? []), reply.id].slice(-REPLIES_KEPT);
  return { ...lead, hold: { since, reason: reply.reason, channel: reply.channel, replies } };
}

/** Takes decided replies from a hold, which is over with the last of them; the same lead when none of them held it. */
export function settleHold<L extends Held>(lead: L, decided: ReadonlySet<string>): L {
  const known = lead.hold;
  if (!known?.replies.some((id) => decided.has(id))) return lead;
  const replies = known.replies.filter((id) => !decided.has(id));
  return { ...lead, hold: replies.length === 0 ? undefined : { ...known, replies } };
}

/** The later of two days counts; the same lead when the new one is not later. */
export const postponeTo = <L extends Held>(lead: L, notBefore: NotBefore): L =>
  lead.notBefore && lead.notBefore.at >= notBefore.at ? lead : { ...lead, notBefore };

/** How a reply is named outside: it names its lead, so that it is found without an index. */
export const replyIdOf = (leadId: string, messageId: string): string => `r_${leadId.slice(2)}_${messageId}`;

export function readReplyId(replyId: string): { leadId: string; messageId: string } {
  return { leadId: `l_${replyId.slice(2, 22)}`, messageId: replyId.slice(23) };
}
