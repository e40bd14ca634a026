import * as z from 'zod';
import { plainText } from '../../content/domain/plain-text.ts';
import { instantSchema, leadIdSchema, workspaceIdSchema } from '../../kernel/contract/common.ts';
import { keepUnknown, refuseUnknown } from '../../kernel/contract/tolerance.ts';
import { shortHash } from '../../kernel/ids.ts';
import { CALENDAR_ANSWERS } from '../../mail/contract/calendar-answer.ts';
import {
  MATCHED_BY,
  MEETING_SOURCES,
  MEETING_STATES,
  type MeetingSource,
  type MeetingState,
  meetingIdSchema,
} from '../contract/meeting.ts';
import type { MeetingNews } from '../contract/messages.ts';

const saidSchema = z.object({
  attendee: z.string(),
  answer: keepUnknown(z.enum(CALENDAR_ANSWERS)),
  /** The version that was answered. */
  sequence: z.number().int(),
  at: instantSchema,
});
export type InvitationSaid = z.infer<typeof saidSchema>;

/** Of a meeting to which Rex invites by mail: which version it is, and what was answered. */
const invitationSchema = z.object({
  /** Counts the versions: every change of the meeting, and its end, is another one. */
  sequence: z.number().int().min(0),
  /** The latest answer of each who answered: the attendee, and others who got the invitation from them. */
  answers: z.array(saidSchema),
  /** Another time, which the attendee proposes for this version. */
  proposal: z.object({ startsAt: instantSchema, endsAt: instantSchema, at: instantSchema }).optional(),
});
export type MeetingInvitation = z.infer<typeof invitationSchema>;

/** A meeting with a lead. `title`, `location` and `reason` are texts from outside: data, never instructions. */
export const meetingSchema = z.object({
  workspace: workspaceIdSchema,
  leadId: leadIdSchema,
  id: meetingIdSchema,
  version: z.number().int().min(1),
  source: keepUnknown(z.enum(MEETING_SOURCES)),
  externalId: z.string(),
  state: refuseUnknown(z.enum(MEETING_STATES)),
  matchedBy: keepUnknown(z.enum(MATCHED_BY)),
  /** The message that led to it. */
  missionId: z.string().optional(),
  step: z.number().int().optional(),
  title: z.string(),
  location: z.string().optional(),
  startsAt: instantSchema,
  endsAt: instantSchema,
  attendee: z.string(),
  /** When what is known of its time and place was so. */
  toldAt: instantSchema,
  bookedAt: instantSchema.optional(),
  endedAt: instantSchema.optional(),
  reason: z.string().optional(),
  replaces: z.string().optional(),
  invitation: invitationSchema.optional(),
});
export type Meeting = z.infer<typeof meetingSchema>;

/** Whose meeting it is, and what led to it. */
export type MeetingMatch = Pick<Meeting, 'workspace' | 'leadId' | 'matchedBy' | 'missionId' | 'step'>;

const LONGEST_TEXT = 300;

/** States only move up in this order, so news may come twice and in any order. */
const RANK: Readonly<Record<MeetingState, number>> = {
  requested: 0,
  booked: 1,
  rescheduled: 2,
  declined: 3,
  cancelled: 4,
};

/** The same booking has the same id, however often it is told of. */
export const meetingIdOf = (
  leadId: string,
  { source, externalId }: { readonly source: MeetingSource; readonly externalId: string },
): string => `mt_${leadId.slice(2)}_${shortHash(`${source} ${externalId}`, 16)}`;

export const leadOfMeeting = (id: string): string => `l_${id.slice(3, 23)}`;

/** Whether a meeting that was booked is off, and no other took its place. */
export const isCalledOff = ({ state, bookedAt }: Pick<Meeting, 'state' | 'bookedAt'>): boolean =>
  bookedAt !== undefined && (state === 'declined' || state === 'cancelled');

/**
 * The meeting after one piece of news; the same meeting (by identity) when nothing changes. Whatever the order in which
 * the same news comes, the meeting is the same in the end.
 */
export function applyNews(known: Meeting | undefined, news: MeetingNews, match: MeetingMatch): Meeting {
  const { source, externalId, state, at } = news;
  const before: Meeting = known ?? {
    ...match,
    id: meetingIdOf(match.leadId, news),
    version: 0,
    source,
    externalId,
    state,
    ...detailsOf(news),
  };
  const earliest = (moment: string | undefined): string => (moment && moment <= at ? moment : at);
  const next: Meeting = {
    ...before,
    ...(at > before.toldAt ? detailsOf(news) : {}),
    state: RANK[state] > RANK[before.state] ? state : before.state,
    ...(state === 'booked' && { bookedAt: earliest(before.bookedAt) }),
    ...(RANK[state] > RANK.booked && { endedAt: earliest(before.endedAt) }),
    ...(news.reason && !before.reason && { reason: cleaned(news.reason) }),
    ...(news.replaces && { replaces: news.replaces }),
  };
  return known && JSON.stringify(next) === JSON.stringify(known) ? known : next;
}

const detailsOf = ({ at, startsAt, endsAt, title, location, attendee }: MeetingNews) => ({
  toldAt: at,
  startsAt,
  endsAt,
  title: cleaned(title),
  attendee,
  location: location === undefined ? undefined : cleaned(location),
});

export const cleaned = (text: string): string =>
  plainText(text.slice(0, 4 * LONGEST_TEXT)).slice(0, LONGEST_TEXT);
