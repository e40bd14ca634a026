import type { Rule } from '../rule.ts';

export const stalledMissionRule: Rule = {
  name: 'StalledMissionRule',
  situation: 'watch',
  priority: 70,
  when: ['minutesSinceProgress', '>', { threshold: 'stalledAfterMinutes' }],
  action: 'fail-step',
  confidence: 0.95,
  explanation:
    'Nothing has come in for {minutesSinceProgress} minutes (at most {stalledAfterMinutes}) after {parts} of step {step}.',
};
