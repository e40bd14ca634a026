import type { Rule } from '../rule.ts';

export const resourceWaitRule: Rule = {
  name: 'ResourceWaitRule',
  situation: 'dispatch',
  priority: 60,
  when: ['waitingFor', 'is not', null],
  action: 'wait',
  confidence: 1,
  explanation: 'The mission waits for {waitingFor}.',
};
