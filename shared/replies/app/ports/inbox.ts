import type { Cause } from '../../../kernel/events.ts';
import type { InboundMessage } from '../../../leads/app/ports/leads.ts';

/** The conversation with a person, as it was found; one who has never written has one too. */
interface FoundConversation {
  /**
   * Told of everything that the person wrote, once it is stored. The same message again changes nothing.
   * @param needsAPerson false when it has taken effect already, and nobody need read it: a certain opt-out
   */
  received(message: InboundMessage, needsAPerson: boolean): Promise<void>;
}

/** The inbox, as those who receive messages see it. */
export interface Inbox {
  /** Apart from what is told to it, so that it is read with what else is read before a message is stored. */
  find(workspace: string, leadId: string): Promise<FoundConversation>;
  /** Told of the class that a person has corrected. The same again changes nothing. */
  classed(of: {
    readonly workspace: string;
    readonly leadId: string;
    readonly messageId: string;
    readonly class: string;
    readonly cause: Cause;
  }): Promise<void>;
}
