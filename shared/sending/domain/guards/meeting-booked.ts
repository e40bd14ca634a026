import { block, type Guard, pass, type SendContext } from './guard.ts';

/** A meeting ends the sequences of every mission that was there when it was booked, also when it is called off later. */
export const meetingBooked: Guard<Pick<SendContext, 'lead' | 'mission'>> = {
  code: 'MEETING_BOOKED',
  check: ({ lead: { meeting }, mission }) =>
    meeting && meeting.bookedAt >= mission.createdAt
      ? block(
          `The person booked a meeting at ${meeting.bookedAt}, while this mission ran.`,
          `Nothing: see \`rex meetings show ${meeting.id}\`. A later mission may write to them.`,
        )
      : pass('The person has booked no meeting since the mission began.'),
};
