import { block, type Guard, pass } from './guard.ts';

export const missionActive: Guard = {
  code: 'MISSION_STOPPED',
  check: ({ mission }) =>
    mission.state === 'EXECUTING'
      ? pass('The mission is executing.')
      : block(
          `The mission is ${mission.state}: ${mission.reason}`,
          'Retry the mission, or create a new one.',
        ),
};
