import type { Rule } from '../rule.ts';

export const dispatchRules: readonly Rule[] = [
  {
    name: 'SettingsMissingRule',
    situation: 'dispatch',
    priority: 100,
    when: ['settingsComplete', 'is', false],
    action: 'wait',
    confidence: 1,
    explanation: 'The workspace has no settings yet (brand, sender, postal address), so nothing may be sent.',
  },
  {
    name: 'PausedRule',
    situation: 'dispatch',
    priority: 90,
    when: ['paused', 'is', true],
    action: 'wait',
    confidence: 1,
    explanation: 'The workspace is paused, so no mission is started.',
  },
  {
    name: 'ResourceWaitRule',
    situation: 'dispatch',
    priority: 60,
    when: ['waitingFor', 'is not', null],
    action: 'wait',
    confidence: 1,
    explanation: 'The mission waits for {waitingFor}.',
  },
  {
    name: 'ResourceAllocationRule',
    situation: 'dispatch',
    priority: 50,
    when: {
      all: [
        ['settingsComplete', 'is', true],
        ['paused', 'is', false],
        ['waitingFor', 'is', null],
      ],
    },
    action: 'assign',
    confidence: 1,
    explanation: 'Everything that the mission needs is free and reserved for it, so it is assigned.',
  },
];
