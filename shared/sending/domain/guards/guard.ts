import type { MessagesApproval } from '../../../approvals/domain/approval.ts';
import type { Channel } from '../../../channels/contract/channels.ts';
import type { ContactNumber } from '../../../channels/domain/contact-number.ts';
import type { Citation } from '../../../content/domain/template.ts';
import type { SendingDomain } from '../../../domains/domain/pool.ts';
import type { Risk, RiskByScope } from '../../../domains/domain/risk-budget.ts';
import type { ProviderGroup } from '../../../leads/contract/provider-groups.ts';
import type { Lead } from '../../../leads/domain/lead.ts';
import type { OutreachMission } from '../../../missions/domain/mission.ts';
import type { Settings } from '../../../workspaces/contract/settings.ts';

/** Everything that decides whether one message may go to one person now. */
export interface SendContext {
  readonly now: Date;
  readonly settings: Settings;
  readonly mission: OutreachMission;
  readonly lead: Lead;
  /**
   * The day of the person's last purchase. A round leaves it out: purchases are read when the person is claimed, after which
   * no order can come unseen.
   */
  readonly lastOrderOn?: string | undefined;
  readonly step: number;
  /** The place of its cohort in the order in which they go out; undefined when all go at once. */
  readonly order?: number | undefined;
  readonly channel: Channel;
  /** The record of the person's number; only looked up for channels that use it. */
  readonly number?: ContactNumber | undefined;
  /** Key of this message in the contact lease and the frequency cap. */
  readonly key: string;
  readonly dueAt: Date;
  /** The hash that was drafted, or the code of what blocked the draft. */
  readonly draft: { readonly hash: string } | { readonly blocked: string };
  /** The hash of what would be sent now, or the code of why it cannot be built. */
  readonly content: { readonly hash: string } | { readonly blocked: string };
  readonly approval: MessagesApproval | undefined;
  /** What the message has from documents, and why a document does not say it any more. */
  readonly cited: readonly (Citation & { readonly unsaid?: string | undefined })[];
  /** Whether the approval binds these drafts. */
  readonly draftsBound: boolean;
  readonly domain: SendingDomain | undefined;
  /** What is expected of this e-mail, how much the domain may risk today, and how much it has risked. */
  readonly risk: {
    readonly provider: ProviderGroup;
    readonly expected: Risk;
    readonly budget: RiskByScope;
    readonly risked: RiskByScope;
  };
  /** What is left of today: for the domain, the inbox, the channel and the workspace. */
  readonly left: {
    readonly domain: number;
    readonly workspace: number;
    readonly inbox: number;
    readonly channel: number;
  };
}

export type Verdict =
  | { readonly verdict: 'pass'; readonly explanation: string }
  | { readonly verdict: 'wait'; readonly explanation: string; readonly until: Date; readonly unblock: string }
  | { readonly verdict: 'block'; readonly explanation: string; readonly unblock: string };

/** `Sees`: the part of the context that the guard reads, so that it can also be asked without a message. */
export interface Guard<Sees = SendContext> {
  /** Stable, because reports count by it. */
  readonly code: string;
  /** The channels that it applies to; all when absent. */
  readonly channels?: readonly Channel[];
  readonly check: (context: Sees) => Verdict;
}

export const pass = (explanation: string): Verdict => ({ verdict: 'pass', explanation });
export const block = (explanation: string, unblock: string): Verdict => ({
  verdict: 'block',
  explanation,
  unblock,
});
export const wait = (explanation: string, until: Date, unblock: string): Verdict => ({
  verdict: 'wait',
  explanation,
  until,
  unblock,
});
