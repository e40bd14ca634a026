import type { Rule } from '../rule.ts';
import { apiQuotaBackoffRule } from './api-quota-backoff.ts';
import { approvalExpiredRule } from './approval-expired.ts';
import { approvalRejectedRule } from './approval-rejected.ts';
import { approvalRequiredRule } from './approval-required.ts';
import { bounceGuardRule } from './bounce-guard.ts';
import { budgetCapRule } from './budget-cap.ts';
import { complaintGuardRule } from './complaint-guard.ts';
import { domainRotationRule } from './domain-rotation.ts';
import { errorEscalationRule } from './error-escalation.ts';
import { idleOptimizationRule } from './idle-optimization.ts';
import { missionTimeoutRule } from './mission-timeout.ts';
import { orphanedExecutionRule } from './orphaned-execution.ts';
import { orphanedTooOftenRule } from './orphaned-too-often.ts';
import { pausedRule } from './paused.ts';
import { permanentFailureRule } from './permanent-failure.ts';
import { priorityBoostRule } from './priority-boost.ts';
import { quietHoursRule } from './quiet-hours.ts';
import { resourceAllocationRule } from './resource-allocation.ts';
import { resourceWaitRule } from './resource-wait.ts';
import { retryRule } from './retry.ts';
import { settingsMissingRule } from './settings-missing.ts';
import { stalledMissionRule } from './stalled-mission.ts';
import { suppressionRule } from './suppression.ts';
import { warmupCapRule } from './warmup-cap.ts';

/** Every rule, by situation and then by priority. */
export const RULES: readonly Rule[] = [
  settingsMissingRule,
  pausedRule,
  resourceWaitRule,
  resourceAllocationRule,
  priorityBoostRule,
  approvalRejectedRule,
  approvalExpiredRule,
  errorEscalationRule,
  permanentFailureRule,
  apiQuotaBackoffRule,
  retryRule,
  orphanedTooOftenRule,
  orphanedExecutionRule,
  missionTimeoutRule,
  stalledMissionRule,
  approvalRequiredRule,
  suppressionRule,
  budgetCapRule,
  warmupCapRule,
  quietHoursRule,
  complaintGuardRule,
  bounceGuardRule,
  domainRotationRule,
  idleOptimizationRule,
];
