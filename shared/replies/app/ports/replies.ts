import type { RexEvent } from '../../../kernel/events.ts';
import type { REPLY_STATES } from '../../../leads/contract/hold.ts';
import type { Reply } from '../../../leads/domain/inbound-message.ts';
import type { Lead } from '../../../leads/domain/lead.ts';
import type { ReplyClass } from '../../../mail/contract/reply-class.ts';
import type { ClassCorrection } from '../../domain/class-correction.ts';

/** Inbound messages that hold their author until somebody has decided. */
export interface ReplyStore {
  /** Undefined also for an inbound message that holds nobody. */
  get(workspace: string, leadId: string, messageId: string): Promise<Reply | undefined>;
  /** All replies of a lead, waiting and decided, by a consistent read. */
  ofLead(workspace: string, leadId: string): Promise<Reply[]>;
  /**
   * Stores a reply together with its lead, which it holds from now on: both or neither. A conflict when the lead has changed or
   * the reply exists.
   */
  hold(lead: Lead, reply: Reply, events: readonly RexEvent[]): Promise<Lead>;
  /** Stores decisions together with the lead that they are about; a conflict when any of them has changed. */
  decide(lead: Lead, replies: readonly Reply[], events: readonly RexEvent[]): Promise<Lead>;
  /** Stores the corrected class of a reply, with what is learned from it; a conflict when the reply has changed. */
  correct(reply: Reply, correction: ClassCorrection | undefined, events: readonly RexEvent[]): Promise<Reply>;
  /** What a person said of a text with this key. */
  correctionOf(workspace: string, key: string): Promise<ClassCorrection | undefined>;
  /** Waiting replies by their arrival, the oldest first; decided ones by their decision, the latest first. */
  list(
    workspace: string,
    filter: {
      readonly state: (typeof REPLY_STATES)[number];
      /** What their authors want. A page may then be short although more follow. */
      readonly class?: ReplyClass | undefined;
      readonly limit: number;
      readonly cursor?: string | undefined;
    },
  ): Promise<{ replies: Reply[]; cursor: string | null }>;
}
