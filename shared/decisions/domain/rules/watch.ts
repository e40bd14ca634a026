import type { Rule } from '../rule.ts';

export const watchRules: readonly Rule[] = [
  {
    name: 'MissionTimeoutRule',
    situation: 'watch',
    priority: 80,
    when: ['hoursWorking', '>', { threshold: 'missionTimeoutHours' }],
    action: 'fail-step',
    confidence: 1,
    explanation:
      'Step {step} has worked for {hoursWorking} hours (at most {missionTimeoutHours}); {parts} are done.',
  },
  {
    name: 'StalledMissionRule',
    situation: 'watch',
    priority: 70,
    when: ['minutesSinceProgress', '>', { threshold: 'stalledAfterMinutes' }],
    action: 'fail-step',
    confidence: 0.95,
    explanation:
      'Nothing has come in for {minutesSinceProgress} minutes (at most {stalledAfterMinutes}) after {parts} of step {step}.',
  },
];
