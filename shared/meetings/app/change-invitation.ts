import { hasComeToNothing } from '../../inbox/domain/answer.ts';
import { RexError } from '../../kernel/errors.ts';
import type { Cause } from '../../kernel/events.ts';
import type { MeetingView } from '../contract/meeting.ts';
import { calledOff, type MeetingPlan, replanned } from '../domain/invitation.ts';
import type { Meeting } from '../domain/meeting.ts';
import { checkFuture, timesOf } from './invite-lead.ts';
import { changeMeeting } from './record-meeting.ts';
import {
  checkInvitable,
  invitationMailOf,
  type SendInvitationDeps,
  sendInvitation,
  withdrawEarlier,
} from './send-invitation.ts';
import { viewMeeting } from './view-meetings.ts';

export interface ChangeInvitation {
  readonly workspace: string;
  readonly id: string;
  /** What is left out stays. */
  readonly startsAt?: string | undefined;
  readonly minutes?: number | undefined;
  readonly title?: string | undefined;
  readonly location?: string | undefined;
  readonly note?: string | undefined;
  readonly cause: Cause;
}

/**
 * Changes a meeting to which a lead was invited by mail, and invites them to its new version. The same again changes nothing,
 * but sees to it that the mail of the present version is there; one that was rejected, withdrawn or blocked is asked for anew.
 * @throws RexError NOT_FOUND, VALIDATION_FAILED; CONFLICT for other meetings, and when no invitation could reach this person
 */
export async function changeInvitation(
  deps: SendInvitationDeps,
  { workspace, id, note, cause, ...change }: ChangeInvitation,
): Promise<MeetingView> {
  const known = await deps.meetings.get(workspace, id);
  if (!known) throw new RexError('NOT_FOUND', `There is no meeting ${id}.`);
  checkChangeable(known);
  const plan = planOf(known, change);
  checkFuture(plan.startsAt, deps.clock.now());
  await checkInvitable(deps, { ...known, ...plan });
  const mail = await deps.answers.get(invitationMailOf(known));
  const { meeting } = await changeMeeting(deps, known, cause, (before = known) => {
    checkChangeable(before);
    const again = mail !== undefined && hasComeToNothing(mail) && before.version === known.version;
    return replanned(before, planOf(before, change), deps.clock.now().toISOString(), again);
  });
  const isKnown = await withdrawEarlier(deps, meeting, cause);
  if (!(await deps.answers.get(invitationMailOf(meeting))))
    await sendInvitation(deps, meeting, { method: 'REQUEST', note, isKnown, cause });
  return viewMeeting(deps, workspace, id);
}

function planOf(
  known: Meeting,
  { startsAt, minutes, title, location }: Partial<Omit<ChangeInvitation, 'cause' | 'note'>>,
): MeetingPlan {
  const lasts = (Date.parse(known.endsAt) - Date.parse(known.startsAt)) / 60_000;
  return {
    ...timesOf(startsAt ?? known.startsAt, minutes ?? lasts),
    title: title ?? known.title,
    location: location ?? known.location,
  };
}

/** @throws RexError CONFLICT */
function checkChangeable({ source, state }: Meeting): void {
  if (source !== 'email') throw new RexError('CONFLICT', `This meeting is in ${source}: change it there.`);
  if (state === 'cancelled')
    throw new RexError('CONFLICT', 'This meeting is called off: invite to another one.');
}

/**
 * Calls a meeting off to which a lead was invited by mail, and tells them where they may know of it and may be written to.
 * @throws RexError NOT_FOUND
 */
export async function callOffInvitation(
  deps: SendInvitationDeps,
  known: Meeting,
  { reason, cause }: { readonly reason: string; readonly cause: Cause },
): Promise<void> {
  const { meeting } = await changeMeeting(deps, known, cause, (before = known) =>
    calledOff(before, reason, deps.clock.now().toISOString()),
  );
  if (!(await withdrawEarlier(deps, meeting, cause))) return;
  if (await deps.answers.get(invitationMailOf(meeting))) return;
  try {
    await sendInvitation(deps, meeting, { method: 'CANCEL', note: reason, isKnown: true, cause });
  } catch (error) {
    // Nobody may write to this person any more: the meeting is off all the same.
    if (!(error instanceof RexError && error.code === 'CONFLICT')) throw error;
  }
}
