import { bookingUrlWith } from '../../channels/domain/booking-url.ts';
import { RexError } from '../../kernel/errors.ts';
import type { LeadStore } from '../../leads/app/ports/leads.ts';
import { leadToken } from '../domain/lead-token.ts';
import { type CalendarDeps, connectedCalendar } from './calendar-of.ts';

export interface BookingLinkDeps extends CalendarDeps {
  readonly leads: Pick<LeadStore, 'get'>;
  readonly threadSecret: string;
}

/** A page on which one lead can book one meeting, once. @throws RexError NOT_FOUND, CONFLICT, and what the service says */
export async function bookingLink(
  deps: BookingLinkDeps,
  workspace: string,
  leadId: string,
): Promise<{ url: string }> {
  const lead = await deps.leads.get(workspace, leadId);
  if (!lead) throw new RexError('NOT_FOUND', `There is no lead ${leadId}.`);
  const { service, calendar, eventType } = await connectedCalendar(deps, workspace);
  const token = leadToken(deps.threadSecret, lead);
  return { url: bookingUrlWith(service, await calendar.singleUseLink(eventType), token) };
}
