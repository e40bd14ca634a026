import { describe, expect, it } from 'vitest';
import { decideByRulesOrEscalate, decideByTable } from './decide.ts';
import { type Rule, ruleEngine } from './rule.ts';
import type { MissionFacts } from './rules/facts.ts';

const now = new Date('2026-01-01T00:00:00Z');
const dispatch: MissionFacts = {
  state: 'QUEUED',
  situation: 'dispatch',
  failures: 0,
  maxFailures: 3,
  transient: false,
  error: '',
  paused: false,
  settingsComplete: true,
  waitingFor: null,
  approval: 'none',
};
const failure: MissionFacts = {
  ...dispatch,
  state: 'EXECUTING',
  situation: 'failure',
  transient: true,
  error: 'boom',
};
const decide = (facts: MissionFacts) => decideByRulesOrEscalate('id', facts, now, () => 0);

describe('decisions about missions', () => {
  it.each<[string, string, MissionFacts]>([
    ['ResourceAllocationRule', 'assign', dispatch],
    ['ResourceWaitRule', 'wait', { ...dispatch, waitingFor: 'a free crew' }],
    ['PausedRule', 'wait', { ...dispatch, paused: true }],
    ['SettingsMissingRule', 'wait', { ...dispatch, settingsComplete: false }],
    ['RetryRule', 'retry', { ...failure, failures: 1 }],
    ['ErrorEscalationRule', 'escalate', { ...failure, failures: 3 }],
    ['PermanentFailureRule', 'escalate', { ...failure, failures: 1, transient: false }],
    ['ApprovalRejectedRule', 'fail', { ...failure, approval: 'rejected' }],
    ['ApprovalExpiredRule', 'escalate', { ...failure, approval: 'expired' }],
    ['OrphanedExecutionRule', 'restart', { ...dispatch, state: 'EXECUTING', situation: 'orphaned' }],
  ])('%s: %s', (rule, action, facts) => {
    expect(decide(facts)).toMatchObject({ layer: 'rules', rule, action, facts });
    expect(decide(facts).explanation.length).toBeGreaterThan(20);
  });

  it('takes edges of the table as decisions of the first layer, with full confidence', () => {
    expect(decideByTable('id', 'QUEUED', 'assign', now, () => 0)).toMatchObject({
      layer: 'state-machine',
      rule: 'QUEUED --assign--> ASSIGNED',
      confidence: 1,
    });
    expect(decideByTable('id', 'COMPLETED', 'assign', now, () => 0)).toBeUndefined();
  });

  it('refuses two rules of one priority at start', () => {
    const rule: Rule<object> = {
      name: 'A',
      priority: 1,
      action: 'x',
      confidence: 1,
      when: () => true,
      explain: () => '',
    };
    expect(() => ruleEngine([rule, { ...rule, name: 'B' }])).toThrow(/share the priority/);
  });
});
