import { isConflict } from '../../platform/retry-on-conflict.ts';
import type { Alert } from '../domain/alert.ts';
import { type RaiseAlertDeps, raiseAlert } from './raise-alert.ts';

/** A budget, and how much of it is spent or reserved. Amounts in millionths of a US dollar. */
export interface Budget {
  readonly workspace: string;
  /** What it is for and of what, such as "the language model in a day". With the workspace, it is the cause. */
  readonly of: string;
  /** Where it is set, such as llm.dailyBudgetUsd. */
  readonly setting: string;
  /** The day (UTC) in which it was found. */
  readonly day: string;
  readonly spent: number;
  readonly budget: number;
  /** Share of the budget from which on people are told. */
  readonly warnAt: number;
  /** Whether a call was not made for want of budget. */
  readonly refused: boolean;
}

/**
 * Tells people that a budget runs low (warning), or that something was not done since it is spent (critical). One budget is one
 * cause, and is told once a day in each severity, not with every call. A budget of 0 is a decision, and told to nobody.
 */
export async function alertOfBudget(deps: RaiseAlertDeps, found: Budget): Promise<void> {
  const { workspace, of, setting, day, spent, budget, warnAt, refused } = found;
  if (budget === 0 || (!refused && spent < budget * warnAt)) return;
  const cause = `budget ${setting} ${of}`;
  const known = await deps.alerts.ofCause(workspace, cause);
  if (known && isTold(known, found)) return;
  const usd = (micros: number): string => `$${(micros / 1_000_000).toFixed(2)}`;
  const share = `${usd(spent)} of ${usd(budget)} for ${of} are spent or reserved`;
  try {
    await raiseAlert(deps, {
      workspace,
      type: 'budget',
      severity: refused ? 'critical' : 'warning',
      title: refused ? `The budget for ${of} is spent` : `The budget for ${of} runs low`,
      message: `${share}. Calls that could exceed it ${refused ? 'are' : 'will'} not ${refused ? '' : 'be '}made. Change ${setting} in the settings to allow more.`,
      evidence: { setting, day, refused, spentUsd: spent / 1_000_000, budgetUsd: budget / 1_000_000 },
      cause,
    });
  } catch (error) {
    // Of many calls at once, one tells it.
    if (!isConflict(error)) throw error;
  }
}

const isTold = ({ state, evidence }: Alert, { day, refused }: Budget): boolean =>
  state !== 'resolved' && evidence['day'] === day && (evidence['refused'] === true || !refused);
