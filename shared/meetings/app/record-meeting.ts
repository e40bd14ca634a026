import type { Actor, Cause } from '../../kernel/events.ts';
import type { InboundMessage } from '../../leads/app/ports/leads.ts';
import type { HoldReason } from '../../leads/contract/hold.ts';
import type { Lead } from '../../leads/domain/lead.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import { type HoldPersonDeps, holdPerson } from '../../replies/app/hold-person.ts';
import { type FeedbackDeps, recordFeedback } from '../../sending/app/record-feedback.ts';
import type { MeetingSource } from '../contract/meeting.ts';
import type { MeetingNews } from '../contract/messages.ts';
import { applyNews, isCalledOff, type Meeting, type MeetingMatch, meetingIdOf } from '../domain/meeting.ts';
import { meetingEvent } from '../domain/meeting-event.ts';
import type { MeetingStore } from './ports/meetings.ts';

export interface RecordMeetingDeps extends FeedbackDeps, HoldPersonDeps {
  readonly meetings: MeetingStore;
}

/** A moment at which a meeting holds the person, so that somebody decides how to go on. */
interface Moment {
  readonly name: 'booked' | 'off';
  readonly reason: HoldReason;
  readonly subject: string;
  readonly holds: (meeting: Meeting) => boolean;
  readonly at: (meeting: Meeting) => string | undefined;
}

const MOMENTS: readonly Moment[] = [
  {
    name: 'booked',
    reason: 'meeting_booked',
    subject: 'Meeting booked',
    holds: ({ bookedAt }) => bookedAt !== undefined,
    at: ({ bookedAt }) => bookedAt,
  },
  {
    name: 'off',
    reason: 'meeting_cancelled',
    subject: 'Meeting called off',
    holds: isCalledOff,
    at: ({ endedAt }) => endedAt,
  },
];

const SOURCE_NAMES: Readonly<Record<MeetingSource, string>> = {
  calendly: 'Calendly',
  calcom: 'Cal.com',
  email: 'a member',
};
const CALENDAR = (id: MeetingSource): Actor => ({ kind: 'provider', id });

/** Records what a booking service tells of a meeting with a lead. */
export async function recordMeeting(
  deps: RecordMeetingDeps,
  lead: Pick<Lead, 'workspace' | 'id'>,
  match: MeetingMatch,
  news: MeetingNews,
  cause: Cause = { actor: CALENDAR(news.source), correlationId: news.externalId.slice(0, 100) },
): Promise<'stored' | 'repeated'> {
  const { workspace, id: leadId } = lead;
  const id = meetingIdOf(leadId, news);
  const { outcome } = await changeMeeting(deps, { workspace, id }, cause, (before) =>
    applyNews(before, news, match),
  );
  return outcome;
}

/**
 * Changes a meeting. The effects come first, and each is harmless to repeat: a booking holds the person, ends their sequences
 * and is told to the message that led to it; a meeting that is called off holds the person again. The meeting is stored last,
 * so that a death in between loses nothing.
 * @param change gives the same meeting (by identity) when nothing changes
 * @param message the mail of the person that says so; a sentence of Rex stands in its place where a service or a member does
 */
export const changeMeeting = (
  deps: RecordMeetingDeps,
  { workspace, id }: { readonly workspace: string; readonly id: string },
  cause: Cause,
  change: (before: Meeting | undefined) => Meeting,
  message?: InboundMessage,
): Promise<{ readonly outcome: 'stored' | 'repeated'; readonly meeting: Meeting }> =>
  retryOnConflict(async () => {
    const before = await deps.meetings.get(workspace, id);
    const next = change(before);
    if (next === before) return { outcome: 'repeated', meeting: next };
    await holdAt(
      deps,
      next,
      MOMENTS.filter(({ holds }) => holds(next) && !(before && holds(before))),
      message,
    );
    if (next.bookedAt && !before?.bookedAt) await tellLedger(deps, next, next.bookedAt);
    const stored = { ...next, version: next.version + 1 };
    await deps.meetings.save(before, stored, [meetingEvent(before, stored, cause, deps.clock.now())]);
    return { outcome: 'stored', meeting: stored };
  });

/** One mail holds once: for the last of the moments, when it comes after the mail that ended what it booked. */
async function holdAt(
  deps: RecordMeetingDeps,
  meeting: Meeting,
  moments: readonly Moment[],
  mail: InboundMessage | undefined,
): Promise<void> {
  const { workspace, leadId, id, bookedAt } = meeting;
  const isBooked = moments.some(({ name }) => name === 'booked');
  const booked = isBooked && bookedAt ? { meeting: { id, bookedAt } } : {};
  for (const moment of mail ? moments.slice(-1) : moments) {
    const message = mail ?? sentenceOf(deps, meeting, moment);
    await holdPerson(deps, { workspace, leadId, reason: moment.reason, message, ...booked });
  }
}

function sentenceOf(deps: RecordMeetingDeps, meeting: Meeting, moment: Moment): InboundMessage {
  const { id, missionId, step, source } = meeting;
  const receivedAt = moment.at(meeting) ?? deps.clock.now().toISOString();
  const isBooking = moment.name === 'booked';
  return {
    id: `${id}-${moment.name}`,
    receivedAt,
    channel: 'email',
    kind: 'reply',
    evidence: `told by ${SOURCE_NAMES[source]}`,
    subject: moment.subject,
    text: wordsOf(meeting, isBooking),
    reading: isBooking
      ? { class: 'interested', certainty: 'certain', by: 'structure' }
      : { class: 'unclear', certainty: 'possible', by: 'structure' },
    missionId,
    step,
  };
}

/** Title and reason are texts from outside, without line breaks. */
function wordsOf({ title, startsAt, reason }: Meeting, isBooking: boolean): string {
  const when = `${startsAt.slice(0, 16).replace('T', ' ')} UTC`;
  if (isBooking) return `They booked a meeting: ${title}, ${when}.`;
  return `The meeting was called off: ${title}, ${when}.${reason ? ` Reason: ${reason}` : ''}`;
}

async function tellLedger(deps: RecordMeetingDeps, meeting: Meeting, at: string): Promise<void> {
  const { workspace, leadId, missionId, step } = meeting;
  if (missionId === undefined || step === undefined) return;
  const cohort = (await deps.leads.get(workspace, leadId))?.journeys[missionId];
  if (cohort === undefined) return;
  const ref = { workspace, missionId, cohort, leadId, step };
  await recordFeedback(deps, [{ ref, feedback: { kind: 'booked', at } }]);
}
