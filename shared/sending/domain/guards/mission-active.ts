import { addMs, HOUR } from '../../../kernel/clock.ts';
import { mayGoOnLater } from '../../../missions/domain/states.ts';
import { block, type Guard, pass, type SendContext, wait } from './guard.ts';

export const missionActive: Guard<Pick<SendContext, 'mission' | 'now'>> = {
  code: 'MISSION_STOPPED',
  check: ({ mission, now }) => {
    if (mission.state === 'EXECUTING') return pass('The mission is executing.');
    const explanation = `The mission is ${mission.state}: ${mission.reason}`;
    return mayGoOnLater(mission.state)
      ? wait(explanation, addMs(now, HOUR), 'Retry the mission if it failed; otherwise wait for its turn.')
      : block(explanation, 'Create a new mission.');
  },
};
