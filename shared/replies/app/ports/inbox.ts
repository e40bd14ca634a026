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
}
