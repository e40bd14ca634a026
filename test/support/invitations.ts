import ICAL from 'ical.js';
import { decideReactions, type InvitationReaction } from '../../infra/local/people/decide.ts';
import { peopleProfile } from '../../infra/local/people/profile.ts';
import { HOUR } from '../../shared/kernel/clock.ts';
import { SILENT_PEOPLE } from './silent-people.ts';
import type { SentMail } from './test-rex.ts';

const profile = peopleProfile.parse(SILENT_PEOPLE);

/**
 * The first so many people of a domain whose calendar does this within half a day.
 * @param ordinal of the invitation among all mails to them, from 1
 */
export function invitedPeople(
  does: InvitationReaction,
  count: number,
  { domain, ordinal }: { readonly domain: string; readonly ordinal: number },
): string[] {
  const found: string[] = [];
  for (let n = 0; found.length < count; n++) {
    const recipient = `guest${n}@${domain}`;
    const reactions = decideReactions({ recipient, ordinal, seed: 1, invites: true }, profile);
    if (reactions.some(({ kind, delayMs }) => kind === does && delayMs < 12 * HOUR)) found.push(recipient);
  }
  return found;
}

/** The calendar object of an invitation, as a calendar reads it. */
export function eventOf({ mail }: SentMail) {
  const part = mail.attachments.find(({ mimeType }) => mimeType === 'text/calendar');
  const calendar = new ICAL.Component(ICAL.parse(new TextDecoder().decode(part?.content as ArrayBuffer)));
  const event = calendar.getFirstSubcomponent('vevent');
  const of = (name: string): string => String(event?.getFirstPropertyValue(name));
  const organizer = of('organizer').replace('mailto:', '');
  return {
    method: calendar.getFirstPropertyValue('method'),
    sequence: Number(of('sequence')),
    of,
    organizer,
  };
}
