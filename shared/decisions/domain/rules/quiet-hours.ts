import type { Rule } from '../rule.ts';

export const quietHoursRule: Rule = {
  name: 'QuietHoursRule',
  situation: 'send',
  priority: 60,
  when: {
    all: [
      ['due', '>', 0],
      ['outsideWindow', '>=', { fact: 'due' }],
    ],
  },
  action: 'wait',
  confidence: 1,
  explanation: '{due} messages are due, and it is quiet hours where all of these people live.',
};
