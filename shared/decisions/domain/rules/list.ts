import type { Rule } from '../rule.ts';

export const listRules: readonly Rule[] = [
  {
    name: 'PoisonedListRule',
    situation: 'list',
    priority: 50,
    when: ['bounced', '>=', { fact: 'stopsAt' }],
    action: 'stop',
    confidence: 0.95,
    explanation:
      '{bounced} of {sent} first e-mails of {of} bounced, and {stopsAt} are enough: a list that bounces at {bad} is far likelier than one at {tolerable}. Nothing more goes out until a person lets it go on.',
  },
];
