import { createHash } from 'node:crypto';
import ICAL from 'ical.js';
import PostalMime from 'postal-mime';
import type { Envelope } from '../mailbox/mail-store.ts';
import type { InvitationReaction } from './decide.ts';
import type { ReplyMail } from './reply-mail.ts';

const SAYS = {
  accept: { partstat: 'ACCEPTED', title: 'Accepted' },
  decline: { partstat: 'DECLINED', title: 'Declined' },
  tentative: { partstat: 'TENTATIVE', title: 'Tentatively accepted' },
  counter: { partstat: 'TENTATIVE', title: 'New time proposed' },
} as const satisfies Record<InvitationReaction, object>;

/**
 * What a person's calendar answers to the organizer of an invitation (RFC 5546). Whoever proposes another time proposes the
 * same one a day later. Undefined when there is no invitation in the mail.
 */
export async function composeInvitationReply(
  kind: InvitationReaction,
  { envelope, raw }: { readonly envelope: Envelope; readonly raw: Buffer },
  recipient: string,
  at: Date,
): Promise<ReplyMail | undefined> {
  const event = await invitationIn(raw);
  const organizer = String(event?.getFirstPropertyValue('organizer') ?? '').replace(/^mailto:/i, '');
  if (!event || organizer === '') return undefined;
  const { partstat, title } = SAYS[kind];
  const method = kind === 'counter' ? 'COUNTER' : 'REPLY';
  const subject = `${title}: ${event.getFirstPropertyValue('summary')}`;
  const content = answerTo(event, { method, partstat, recipient, at });
  const id = createHash('sha256').update(`${kind}\n${envelope.id}\n${recipient}`).digest('hex').slice(0, 40);
  const messageId = `<${id}@${recipient.slice(recipient.indexOf('@') + 1)}>`;
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer/index.js');
  const composer = new MailComposer({
    from: recipient,
    to: organizer,
    subject,
    messageId,
    date: at,
    text: `${recipient} has answered this invitation.`,
    headers: { 'Auto-Submitted': 'auto-generated' },
    icalEvent: { method, content, filename: 'invite.ics' },
  });
  return { id, from: recipient, to: organizer, subject, messageId, raw: await composer.compile().build() };
}

async function invitationIn(raw: Buffer): Promise<ICAL.Component | undefined> {
  const { attachments } = await PostalMime.parse(raw);
  const part = attachments.find(({ mimeType }) => mimeType === 'text/calendar');
  if (part === undefined) return undefined;
  const { content } = part;
  const text = typeof content === 'string' ? content : new TextDecoder().decode(content);
  return new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent('vevent') ?? undefined;
}

interface Said {
  readonly method: string;
  readonly partstat: string;
  readonly recipient: string;
  readonly at: Date;
}

function answerTo(event: ICAL.Component, { method, partstat, recipient, at }: Said): string {
  const calendar = new ICAL.Component('vcalendar');
  calendar.addPropertyWithValue('prodid', '-//Rex//People of the local runtime//EN');
  calendar.addPropertyWithValue('version', '2.0');
  calendar.addPropertyWithValue('method', method);
  const said = new ICAL.Component('vevent');
  for (const name of ['uid', 'sequence', 'organizer', 'summary']) {
    const property = event.getFirstProperty(name);
    if (property) said.addProperty(ICAL.Property.fromString(property.toICALString()));
  }
  for (const name of ['dtstart', 'dtend']) {
    const time: unknown = event.getFirstPropertyValue(name);
    if (!(time instanceof ICAL.Time)) continue;
    const other = time.clone();
    if (method === 'COUNTER') other.adjust(1, 0, 0, 0);
    said.addPropertyWithValue(name, other);
  }
  said.addPropertyWithValue('dtstamp', ICAL.Time.fromJSDate(at, true));
  said.addPropertyWithValue('attendee', `mailto:${recipient}`).setParameter('partstat', partstat);
  calendar.addSubcomponent(said);
  return `${calendar.toString()}\r\n`;
}
