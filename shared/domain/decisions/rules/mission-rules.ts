import { ruleEngine } from '../rule.ts';
import { approvalExpiredRule, approvalRejectedRule } from './approval-refused.ts';
import { errorEscalationRule, permanentFailureRule, retryRule } from './error-escalation.ts';
import { orphanedExecutionRule } from './orphaned-execution.ts';
import { pausedRule } from './paused.ts';
import { resourceAllocationRule, resourceWaitRule } from './resource-allocation.ts';
import { settingsMissingRule } from './settings-missing.ts';

export const decideByRules = ruleEngine([
  settingsMissingRule,
  approvalRejectedRule,
  approvalExpiredRule,
  pausedRule,
  errorEscalationRule,
  permanentFailureRule,
  orphanedExecutionRule,
  resourceAllocationRule,
  resourceWaitRule,
  retryRule,
]);
