import type { Rule } from '../rule.ts';

export const missionTimeoutRule: Rule = {
  name: 'MissionTimeoutRule',
  situation: 'watch',
  priority: 80,
  when: ['hoursWorking', '>', { threshold: 'missionTimeoutHours' }],
  action: 'fail-step',
  confidence: 1,
  explanation:
    'Step {step} has worked for {hoursWorking} hours (at most {missionTimeoutHours}); {parts} are done.',
};
