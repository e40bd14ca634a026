import ICAL from 'ical.js';
import PostalMime from 'postal-mime';
import { expect } from 'vitest';
import { receiveMail } from '../../shared/inbound/app/receive-mail.ts';
import { sendAnswer } from '../../shared/inbox/app/send-answer.ts';
import { HOUR, MINUTE } from '../../shared/kernel/clock.ts';
import { type InviteLead, inviteLead } from '../../shared/meetings/app/invite-lead.ts';
import { viewMeeting } from '../../shared/meetings/app/view-meetings.ts';
import type { MeetingView } from '../../shared/meetings/contract/meeting.ts';
import { inboundRecorder } from '../../shared/sending/app/record-inbound.ts';
import { type CalendarMailInput, calendarMail, type Program } from '../support/calendar-mail.ts';
import { openOutreach, personOf } from './outreach.ts';
import { WORKSPACE } from './rex.ts';

export const BY_ANN = { actor: { kind: 'user', id: 'ann' }, correlationId: 'c' } as const;
export const STARTS = '2026-03-12T15:00:00.000Z';
export const LATER = '2026-03-13T09:00:00.000Z';
export const ADDRESS = personOf(1).profile.address;

/** Two people who were written to once; the first one can be invited, and their calendar answers. */
export async function openInvitations(
  settings: NonNullable<Parameters<typeof openOutreach>[0]>['settings'] = {},
) {
  const rex = await openOutreach({ settings });
  await rex.send();
  rex.mails.length = 0;
  rex.pass(HOUR);
  const inbound = new Map<string, string>();
  const ports = {
    ...rex.ports,
    calendars: () => undefined,
    files: { read: async (key: string) => new TextEncoder().encode(inbound.get(key) ?? '') },
    feedback: inboundRecorder(rex.ports),
    operatorsWorkspace: 'operations',
  };
  const invite = (change: Partial<InviteLead> = {}): Promise<MeetingView> =>
    inviteLead(ports, {
      workspace: WORKSPACE,
      leadId: personOf(1).id,
      startsAt: STARTS,
      minutes: 30,
      title: 'Introduction; 100%, really',
      idempotencyKey: undefined,
      cause: BY_ANN,
      ...change,
    });
  const work = async () => {
    for (const message of rex.asked.answers.splice(0)) await sendAnswer(ports, message);
  };
  const sent = () => Promise.all(rex.mails.map(({ raw }) => readMail(raw)));
  /** The latest invitation, as the person's calendar reads it. */
  const got = async () => {
    const last = (await sent()).at(-1);
    if (!last) throw new Error('Nothing was sent.');
    return last;
  };
  const hear = async (says: Partial<CalendarMailInput>, program: Program = 'google', id = 'in-1') => {
    const { uid, organizer, sequence } = await got();
    rex.pass(MINUTE);
    const raw = calendarMail(program, {
      uid,
      sequence,
      from: ADDRESS,
      to: organizer,
      at: ports.clock.now().toISOString(),
      ...says,
    });
    inbound.set(id, raw);
    const received = { id, rawKey: id, receivedAt: ports.clock.now(), recipients: [organizer] };
    return receiveMail(ports, { ...received, spam: false, virus: false });
  };
  return {
    ...rex,
    ports,
    invite,
    work,
    sent,
    got,
    hear,
    read: (id: string) => viewMeeting(ports, WORKSPACE, id),
  };
}

async function readMail(raw: Uint8Array) {
  const mail = await PostalMime.parse(raw);
  // As it is on the wire: the parser changes the line breaks of calendars.
  const text = new TextDecoder().decode(raw);
  const [, encoded = ''] = /application\/ics[\s\S]*?base64\r\n\r\n([\w+/=\r\n]+)/.exec(text) ?? [];
  const content = Buffer.from(encoded, 'base64').toString();
  const part = mail.attachments.find(({ mimeType }) => mimeType === 'text/calendar');
  expect(new TextDecoder().decode(part?.content as ArrayBuffer)).toBe(content.replaceAll('\r\n', '\n'));
  const calendar = new ICAL.Component(ICAL.parse(content));
  const event = calendar.getFirstSubcomponent('vevent');
  const of = (name: string): string => String(event?.getFirstPropertyValue(name));
  return {
    mail,
    content,
    method: calendar.getFirstPropertyValue('method'),
    uid: of('uid'),
    sequence: Number(of('sequence')),
    organizer: of('organizer').replace('mailto:', ''),
    of,
    attendee: event?.getFirstProperty('attendee'),
  };
}
