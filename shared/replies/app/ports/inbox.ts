import type { Cause } from '../../../kernel/events.ts';
import type { InboundMessage } from '../../../leads/app/ports/leads.ts';

/** The inbox, as those who receive messages see it. */
export interface Inbox {
  /** Told of everything that a person wrote, once it is stored. The same message again changes nothing. */
  received(heard: {
    readonly workspace: string;
    readonly leadId: string;
    readonly message: InboundMessage;
    /** False when it has taken effect already, and nobody need read it: a certain opt-out. */
    readonly needsAPerson: boolean;
  }): Promise<void>;
  /** Told of the class that a person has corrected. The same again changes nothing. */
  classed(of: {
    readonly workspace: string;
    readonly leadId: string;
    readonly messageId: string;
    readonly class: string;
    readonly cause: Cause;
  }): Promise<void>;
}
