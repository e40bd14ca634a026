import type { Lead } from '../../../leads/domain/lead.ts';
import type { InboundKind } from '../../../mail/domain/inbound-kind.ts';

export interface InboundFeedback {
  /** As it was read or written last. */
  readonly lead: Lead;
  /** Undefined when the lead's record knows no mission that the thread could be of. */
  readonly missionId: string | undefined;
  readonly step: number;
  readonly kind: InboundKind;
  readonly at: Date;
}

/** Tells the send ledger what came back from a person. The same again changes nothing. */
export interface SendFeedback {
  recordInbound(feedback: InboundFeedback): Promise<void>;
}
