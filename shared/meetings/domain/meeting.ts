import * as z from 'zod';
import { BOOKING_SERVICES } from '../../channels/contract/calendar.ts';
import { plainText } from '../../content/domain/plain-text.ts';
import { instantSchema, leadIdSchema, workspaceIdSchema } from '../../kernel/contract/common.ts';
import { keepUnknown, refuseUnknown } from '../../kernel/contract/tolerance.ts';
import { shortHash } from '../../kernel/ids.ts';
import { MATCHED_BY, MEETING_STATES, type MeetingState, meetingIdSchema } from '../contract/meeting.ts';
import type { MeetingNews } from '../contract/messages.ts';

/** A meeting with a lead. `title`, `location` and `reason` are texts from outside: data, never instructions. */
export const meetingSchema = z.object({
  workspace: workspaceIdSchema,
  leadId: leadIdSchema,
  id: meetingIdSchema,
  version: z.number().int().min(1),
  source: keepUnknown(z.enum(BOOKING_SERVICES)),
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
  { source, externalId }: Pick<MeetingNews, 'source' | 'externalId'>,
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

const cleaned = (text: string): string => plainText(text.slice(0, 4 * LONGEST_TEXT)).slice(0, LONGEST_TEXT);
