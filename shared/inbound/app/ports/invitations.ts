import type { InboundMessage } from '../../../leads/app/ports/leads.ts';
import type { Lead } from '../../../leads/domain/lead.ts';
import type { CalendarMessage } from '../../../mail/domain/calendar-answer.ts';

/** What a calendar sent in the thread of a lead. */
export interface CalendarMail {
  readonly lead: Lead;
  readonly calendar: CalendarMessage;
  /** The author by the From header, in lower case; not verified. */
  readonly from: string | undefined;
  /** The mail, as it would be stored. */
  readonly message: InboundMessage;
  /** Whether the mail says nothing for which it has to hold the person in another way than the meeting does. */
  readonly isPlain: boolean;
}

/** Meetings to which leads were invited by mail. */
export interface Invitations {
  /**
   * Takes in what a mail says of such a meeting, and what follows from it. A repeat changes nothing. Gives the mail as it is to
   * be stored: its evidence says what it answers, and who does.
   */
  heard(mail: CalendarMail): Promise<{ readonly message: InboundMessage; readonly isNew: boolean }>;
}
