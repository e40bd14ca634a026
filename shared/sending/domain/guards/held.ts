import { addMs, DAY, earliest, latest } from '../../../kernel/clock.ts';
import { block, type Guard, pass, type SendContext, wait } from './guard.ts';

/** A decision wakes the waiting cohorts. This look is for a lost wake-up. */
const LOOK_AGAIN_MS = DAY;
/** After this time a mission continues without the person: its message is stale then, and the mission must end some day. */
const GIVE_UP_MS = 14 * DAY;

/** The lead is held: a message of this person has to be read first. Until then no part of Rex sends them anything. */
export const held: Guard<Pick<SendContext, 'lead' | 'mission' | 'now'>> = {
  code: 'HELD',
  check: ({ lead: { hold }, mission, now }) => {
    if (!hold) return pass('No reply from this person waits for a decision.');
    const givesUpAt = addMs(latest(new Date(hold.since), new Date(mission.createdAt)), GIVE_UP_MS);
    const explanation = `A reply by ${hold.channel} has waited for a decision since ${hold.since} (${hold.reason}).`;
    const unblock = `Read it and decide: \`rex replies show ${hold.replies.at(-1)}\`.`;
    if (now >= givesUpAt) return block(`${explanation} The mission continues without this person.`, unblock);
    return wait(explanation, earliest(addMs(now, LOOK_AGAIN_MS), givesUpAt), unblock);
  },
};
