import * as z from 'zod';
import { channelSchema } from '../../channels/contract/channels.ts';
import {
  addEngagement,
  currentTable,
  type Engagement,
  type Judgement,
  judgeEngagements,
} from '../../engagement/domain/judge-engagements.ts';
import {
  instantSchema,
  leadIdSchema,
  missionIdSchema,
  workspaceIdSchema,
} from '../../kernel/contract/common.ts';
import { readUnknownAs } from '../../kernel/contract/tolerance.ts';
import { SEND_STATES } from '../../leads/contract/routes.ts';

type SendState = (typeof SEND_STATES)[number];

/**
 * One message in the send ledger. Its place (workspace, mission, lead, step) is claimed before the provider is called and
 * stays claimed for ever, so the same message cannot be sent twice.
 */
export const sendSchema = z.object({
  workspace: workspaceIdSchema,
  missionId: missionIdSchema,
  cohort: z.string(),
  leadId: leadIdSchema,
  step: z.number().int(),
  variant: z.string(),
  state: readUnknownAs(z.enum(SEND_STATES), 'unknown'),
  channel: channelSchema.default('email'),
  /** Why this channel was chosen, when others were possible. */
  channelReason: z.string().optional(),
  /** Number of segments of an SMS, which the network bills. */
  segments: z.number().int().optional(),
  /** Empty for channels that have none. */
  subject: z.string(),
  contentHash: z.string(),
  approvalId: z.string(),
  /** The sending domain of an e-mail; empty for the other channels. */
  domain: z.string(),
  claimedAt: instantSchema,
  sentAt: instantSchema.optional(),
  /** For a step that a person does: how long it stays open, and when it was skipped. */
  assignedUntil: instantSchema.optional(),
  skippedAt: instantSchema.optional(),
  providerMessageId: z.string().optional(),
  deliveredAt: instantSchema.optional(),
  bouncedAt: instantSchema.optional(),
  bounce: z.object({ permanent: z.boolean(), diagnostic: z.string() }).optional(),
  /** The provider put it off, and tries again by itself. */
  deferredAt: instantSchema.optional(),
  /** `bySender`: it was put off because of the sender, and not because of this mailbox. */
  deferral: z.object({ bySender: z.boolean(), reason: z.string() }).optional(),
  complainedAt: instantSchema.optional(),
  openedAt: instantSchema.optional(),
  /** Opens by a program (image proxy, scanner): counted separately, and can be judged again. */
  machineOpenedAt: instantSchema.optional(),
  clickedAt: instantSchema.optional(),
  machineClickedAt: instantSchema.optional(),
  repliedAt: instantSchema.optional(),
  unsubscribedAt: instantSchema.optional(),
  /** When they booked a meeting, after this message. */
  bookedAt: instantSchema.optional(),
  rejectedReason: z.string().optional(),
  /** Why the provider did not send it in the last try. */
  releasedReason: z.string().optional(),
  /** Why it is unknown whether it was sent. An event of the provider may still resolve this. */
  unknownReason: z.string().optional(),
});
/**
 * A message as the ledger's entries give it. `openedAt` and `clickedAt`, by people, and those of machines follow from what is
 * known of each open and click, by the table of weights that judged last.
 */
export type Send = z.infer<typeof sendSchema> & {
  readonly engagements?: readonly Engagement[];
  /** Version of the table; absent for the first. */
  readonly judgedBy?: number;
};

export const FEEDBACK_KINDS = [
  'sent',
  'delivered',
  'assigned',
  'skipped',
  'rejected',
  'bounced',
  'deferred',
  'complained',
  'replied',
  'unsubscribed',
  'booked',
  'opened',
  'clicked',
  'judged',
  'released',
  'unheard',
  'unknown',
] as const;

/** Feedback about a message after it was claimed. */
export type Feedback =
  | {
      readonly kind: 'sent' | 'delivered';
      readonly at: string;
      /** Absent when a person reported it, who need not know it. */
      readonly providerMessageId?: string | undefined;
    }
  /**
   * `released`: the provider reported that it did not send. `unheard`: it gave no answer. `unknown`: there was no result for
   * so long that Rex no longer waits.
   */
  | { readonly kind: 'released' | 'unheard' | 'unknown'; readonly at: string; readonly reason: string }
  | { readonly kind: 'assigned'; readonly at: string; readonly until: string }
  | { readonly kind: 'skipped'; readonly at: string }
  | { readonly kind: 'rejected'; readonly at: string; readonly reason: string }
  | {
      readonly kind: 'bounced';
      readonly at: string;
      readonly permanent: boolean;
      readonly diagnostic: string;
    }
  | { readonly kind: 'deferred'; readonly at: string; readonly bySender: boolean; readonly reason: string }
  | { readonly kind: 'complained' | 'replied' | 'unsubscribed' | 'booked'; readonly at: string }
  | {
      readonly kind: 'opened' | 'clicked';
      readonly at: string;
      readonly signs: readonly string[];
      readonly link?: string | undefined;
      /** Version of the table of weights that judges it; by default the current one. */
      readonly judgedBy?: number;
    }
  /** All opens and clicks are judged by this version of the table from now on. */
  | { readonly kind: 'judged'; readonly at: string; readonly judgedBy: number };

/** States only move up in this order, so feedback may come twice and in any order. */
const RANK: Record<SendState, number> = {
  claimed: 0,
  /** The provider reported that it did not send: the claim may be taken again. */
  released: 0,
  assigned: 1,
  unknown: 2,
  dry_run: 2,
  /** A person may still report that they sent it. */
  skipped: 2,
  sent: 3,
  rejected: 4,
  delivered: 5,
  bounced: 6,
  complained: 7,
};

/** The ledger entry after one piece of feedback; the same entry (by identity) when nothing changes. */
export function applyFeedback(send: Send, feedback: Feedback): Send {
  const earliest = (known: string | undefined): string =>
    known && known <= feedback.at ? known : feedback.at;
  const up = (to: SendState): SendState => (RANK[to] > RANK[send.state] ? to : send.state);
  const next = ((): Send => {
    switch (feedback.kind) {
      case 'sent':
        return {
          ...send,
          state: up('sent'),
          sentAt: send.sentAt ?? feedback.at,
          providerMessageId: feedback.providerMessageId ?? send.providerMessageId,
        };
      case 'released':
        return send.state === 'claimed'
          ? { ...send, state: 'released', releasedReason: feedback.reason }
          : send;
      case 'unheard':
        return { ...send, unknownReason: send.unknownReason ?? feedback.reason };
      case 'unknown':
        return { ...send, state: up('unknown'), unknownReason: send.unknownReason ?? feedback.reason };
      case 'assigned':
        return { ...send, state: up('assigned'), assignedUntil: send.assignedUntil ?? feedback.until };
      case 'skipped':
        return { ...send, state: up('skipped'), skippedAt: earliest(send.skippedAt) };
      case 'delivered':
        return {
          ...send,
          state: up('delivered'),
          sentAt: send.sentAt ?? feedback.at,
          deliveredAt: earliest(send.deliveredAt),
          providerMessageId: feedback.providerMessageId ?? send.providerMessageId,
        };
      case 'rejected':
        return { ...send, state: up('rejected'), rejectedReason: send.rejectedReason ?? feedback.reason };
      case 'bounced':
        return {
          ...send,
          state: up('bounced'),
          bouncedAt: earliest(send.bouncedAt),
          bounce: {
            permanent: feedback.permanent || send.bounce?.permanent === true,
            diagnostic: send.bounce?.diagnostic ?? feedback.diagnostic.slice(0, 200),
          },
        };
      case 'deferred':
        return {
          ...send,
          deferredAt: earliest(send.deferredAt),
          deferral: {
            bySender: feedback.bySender || send.deferral?.bySender === true,
            reason: send.deferral?.reason ?? feedback.reason.slice(0, 200),
          },
        };
      case 'complained':
        return { ...send, state: up('complained'), complainedAt: earliest(send.complainedAt) };
      case 'replied':
        return { ...send, repliedAt: earliest(send.repliedAt) };
      case 'unsubscribed':
        return { ...send, unsubscribedAt: earliest(send.unsubscribedAt) };
      case 'booked':
        return { ...send, bookedAt: earliest(send.bookedAt) };
      case 'opened':
      case 'clicked': {
        const { kind, at, signs, link, judgedBy = currentTable() } = feedback;
        const added = { kind, at, signs, ...(link === undefined ? {} : { link }) };
        const engagements = addEngagement(engagementsOf(send), added, send.claimedAt);
        return { ...judgedAtLeastBy(send, judgedBy), engagements };
      }
      case 'judged':
        return judgedAtLeastBy(send, feedback.judgedBy);
    }
  })();
  const judged = withJudgement(next);
  return JSON.stringify(judged) === JSON.stringify(send) ? send : judged;
}

const judgedAtLeastBy = (send: Send, version: number): Send =>
  version > (send.judgedBy ?? 1) ? { ...send, judgedBy: version } : send;

/** Its opens and clicks; those of a record of before as they were judged when they came in. */
export const engagementsOf = (send: Send): readonly Engagement[] =>
  send.engagements ?? engagementsOfOld(send);

function engagementsOfOld({ openedAt, machineOpenedAt, clickedAt, machineClickedAt }: Send): Engagement[] {
  const told = (kind: Engagement['kind'], at: string | undefined, sign: string): Engagement[] =>
    at === undefined ? [] : [{ kind, at, signs: [sign] }];
  return [
    ...told('opened', openedAt, 'told_person'),
    ...told('opened', machineOpenedAt, 'told_machine'),
    ...told('clicked', clickedAt, 'told_person'),
    ...told('clicked', machineClickedAt, 'told_machine'),
  ];
}

/** How likely a person made each of its opens and clicks, by the table that judged the message. */
export const judgementsOf = (send: Send): Judgement[] =>
  judgeEngagements(engagementsOf(send), send.channel === 'email' ? send : undefined, send.judgedBy ?? 1);

/** The first open and click by a person, and by machines, as they follow from what is known of them. */
function withJudgement(send: Send): Send {
  if (!send.engagements) return send;
  const judgements = judgementsOf(send);
  const first = (kind: Engagement['kind'], byPerson: boolean): string | undefined =>
    send.engagements?.find((each, i) => each.kind === kind && judgements[i]?.byPerson === byPerson)?.at;
  const { openedAt: _, machineOpenedAt: __, clickedAt: ___, machineClickedAt: ____, ...rest } = send;
  const moments = {
    openedAt: first('opened', true),
    machineOpenedAt: first('opened', false),
    clickedAt: first('clicked', true),
    machineClickedAt: first('clicked', false),
  };
  return { ...rest, ...Object.fromEntries(Object.entries(moments).filter(([, at]) => at !== undefined)) };
}

/** Whether the message was sent, as far as is known. */
export const wasSent = (send: Send): boolean =>
  !['claimed', 'assigned', 'skipped', 'released', 'unknown', 'rejected', 'dry_run'].includes(send.state);

/** Whether a failed delivery ends the sequence: for e-mail it does, for a number other channels remain. */
const endsWithItsChannel = ({ channel }: Send): boolean => channel === 'email';

/** Why a message was not sent, or why that is unknown. */
export function whyNotSent(send: Send): string | undefined {
  const { state, rejectedReason, releasedReason, unknownReason } = send;
  if (state === 'rejected') return rejectedReason;
  if (state === 'released') return releasedReason;
  return state === 'unknown' || state === 'claimed' ? unknownReason : undefined;
}

/** Why a sequence ends with this message; undefined when it continues. */
export function endsSequence(send: Send): string | undefined {
  if (send.complainedAt) return 'COMPLAINED';
  if (send.unsubscribedAt) return 'UNSUBSCRIBED';
  if (send.bookedAt) return 'BOOKED';
  if (send.repliedAt) return 'REPLIED';
  if (send.bouncedAt && send.bounce?.permanent && endsWithItsChannel(send)) return 'BOUNCED';
  if (send.state === 'rejected' && endsWithItsChannel(send)) return 'REJECTED';
  if (send.state === 'unknown') return 'UNKNOWN';
  return undefined;
}
