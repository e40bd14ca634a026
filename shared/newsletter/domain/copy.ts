import * as z from 'zod';
import { instantSchema, leadIdSchema, workspaceIdSchema } from '../../kernel/contract/common.ts';
import type { Feedback } from '../../sending/domain/send.ts';
import type { ISSUE_COUNTS } from '../contract/issue.ts';
import { engagedFields, engagementCounts, withEngagement } from './copy-engagement.ts';
import type { Subscriber } from './links.ts';

/**
 * One issue for one person. It is claimed before the provider is called and stays claimed, so nobody gets an issue twice. It has no
 * address.
 */
export const copySchema = z.object({
  workspace: workspaceIdSchema,
  newsletter: z.string(),
  issue: z.string(),
  leadId: leadIdSchema,
  version: z.number().int().min(1),
  /** From which it is sent. */
  domain: z.string(),
  claimedAt: instantSchema,
  sentAt: instantSchema.optional(),
  providerMessageId: z.string().optional(),
  refusedAt: instantSchema.optional(),
  refusedReason: z.string().optional(),
  deliveredAt: instantSchema.optional(),
  bouncedAt: instantSchema.optional(),
  /** It could not be delivered at the moment. */
  deferredAt: instantSchema.optional(),
  complainedAt: instantSchema.optional(),
  /** Unsubscribed, and this was the last issue before. */
  leftAt: instantSchema.optional(),
  ...engagedFields,
});
export type Copy = z.infer<typeof copySchema>;

export interface CopyRef extends Subscriber {
  readonly issue: string;
}

export type IssueCounts = Readonly<Record<(typeof ISSUE_COUNTS)[number], number>>;

export const claimedCopy = (
  { workspace, newsletter, issue, leadId }: CopyRef,
  domain: string,
  now: Date,
): Copy => ({
  workspace,
  newsletter,
  issue,
  leadId,
  version: 1,
  domain,
  claimedAt: now.toISOString(),
});

const LONGEST_REASON = 200;

/** After what a provider says of it; the same (by identity) when that is known. Any order comes to the same. */
export function withFeedback(copy: Copy, feedback: Feedback): Copy {
  const { at } = feedback;
  switch (feedback.kind) {
    case 'sent':
    case 'delivered': {
      const { providerMessageId } = feedback;
      const sent = taken(copy, at, providerMessageId);
      return feedback.kind === 'sent' || sent.deliveredAt !== undefined ? sent : { ...sent, deliveredAt: at };
    }
    case 'bounced': {
      const sent = taken(copy, at);
      const field = feedback.permanent ? 'bouncedAt' : 'deferredAt';
      return sent[field] === undefined ? { ...sent, [field]: at } : sent;
    }
    case 'complained':
      return copy.complainedAt === undefined ? { ...taken(copy, at), complainedAt: at } : copy;
    case 'rejected':
      return copy.sentAt === undefined && copy.refusedAt === undefined
        ? { ...copy, refusedAt: at, refusedReason: feedback.reason.slice(0, LONGEST_REASON) }
        : copy;
    case 'opened':
    case 'clicked': {
      const { kind, signs, link } = feedback;
      return withEngagement(copy, { kind, at, signs: [...signs], ...(link === undefined ? {} : { link }) });
    }
    default:
      return copy;
  }
}

/** Whatever became of it, the provider has taken it. */
function taken(copy: Copy, at: string, providerMessageId?: string): Copy {
  if (copy.sentAt !== undefined) return copy;
  return {
    ...copy,
    sentAt: at,
    refusedAt: undefined,
    refusedReason: undefined,
    providerMessageId: providerMessageId ?? copy.providerMessageId,
  };
}

const one = (at: string | undefined): number => (at === undefined ? 0 : 1);

/** What a copy counts for; nothing is counted of one that is not there. */
export const countsOf = (copy: Copy | undefined): IssueCounts => ({
  claimed: one(copy?.claimedAt),
  sent: one(copy?.sentAt),
  refused: one(copy?.refusedAt),
  delivered: one(copy?.deliveredAt),
  bounced: one(copy?.bouncedAt),
  deferred: one(copy?.deferredAt),
  complained: one(copy?.complainedAt),
  left: one(copy?.leftAt),
  ...engagementCounts(copy),
});
