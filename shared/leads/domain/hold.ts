import * as z from 'zod';
import { type Channel, channelSchema } from '../../channels/contract/channels.ts';
import { instantSchema } from '../../kernel/contract/common.ts';
import { keepUnknown } from '../../kernel/contract/tolerance.ts';
import { HOLD_REASONS, type HoldReason } from '../contract/hold.ts';

/** Most replies that the lead itself names: the newest. The list of replies has all of them. */
const REPLIES_KEPT = 50;

/** The hold of a lead: a message came in that somebody has to read before Rex writes to this person again. */
export const holdSchema = z.object({
  /** When the first of the replies that wait came in. */
  since: instantSchema,
  /** Reason of the latest reply. */
  reason: keepUnknown(z.enum(HOLD_REASONS)),
  channel: channelSchema,
  /** Replies that wait for a decision, in the order of their arrival. */
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

/** Adds a reply to the hold of a lead. Returns the same lead when this reply holds it already. */
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

/** Removes decided replies from a hold, which ends with the last one. Returns the same lead when none of them held it. */
export function settleHold<L extends Held>(lead: L, decided: ReadonlySet<string>): L {
  const known = lead.hold;
  if (!known?.replies.some((id) => decided.has(id))) return lead;
  const replies = known.replies.filter((id) => !decided.has(id));
  return { ...lead, hold: replies.length === 0 ? undefined : { ...known, replies } };
}

/** The later of two days counts; the same lead when the new one is not later. */
export const postponeTo = <L extends Held>(lead: L, notBefore: NotBefore): L =>
  lead.notBefore && lead.notBefore.at >= notBefore.at ? lead : { ...lead, notBefore };

/** The public id of a reply. It contains the id of the lead, so that the reply is found without an index. */
export const replyIdOf = (leadId: string, messageId: string): string => `r_${leadId.slice(2)}_${messageId}`;

export function readReplyId(replyId: string): { leadId: string; messageId: string } {
  return { leadId: `l_${replyId.slice(2, 22)}`, messageId: replyId.slice(23) };
}
