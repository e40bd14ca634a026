import { addMs, DAY, earliest, latest } from '../../../kernel/clock.ts';
import { block, type Guard, pass, wait } from './guard.ts';

/** A release wakes who waits; this is for a wake-up that was lost, and for people the mission has not written to yet. */
const LOOK_AGAIN_MS = DAY;
/** After so long a mission goes on without the person: what it has to say is stale by then, and it must end some day. */
const GIVE_UP_MS = 14 * DAY;

/** Something came in that a person has to read first: until then nothing automated goes to them, whoever would send it. */
export const held: Guard = {
  code: 'HELD',
  check: ({ lead: { hold }, mission, now }) => {
    if (!hold) return pass('Nothing of this person waits for a decision.');
    const givesUpAt = addMs(latest(new Date(hold.since), new Date(mission.createdAt)), GIVE_UP_MS);
    const explanation = `What came in by ${hold.channel} waits for a decision since ${hold.since} (${hold.reason}).`;
    const unblock = `Read it and decide: \`rex replies show ${hold.replies.at(-1)}\`.`;
    if (now >= givesUpAt) return block(`${explanation} The mission goes on without this person.`, unblock);
    return wait(explanation, earliest(addMs(now, LOOK_AGAIN_MS), givesUpAt), unblock);
  },
};
