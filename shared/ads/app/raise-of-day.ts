import { type Clock, utcDay } from '../../kernel/clock.ts';
import type { NotDone } from '../../tasks/app/ports/handler.ts';
import { amountOf } from '../domain/money.ts';
import type { BudgetDays } from './ports/budget-days.ts';

export interface RaiseDeps {
  readonly budgetDays: BudgetDays;
  readonly clock: Clock;
}

export const today = ({ clock }: Pick<RaiseDeps, 'clock'>): string => utcDay(clock.now());

/** Today, beside what an earlier try of this task has taken. In micros. */
export async function usedByOthers(
  deps: RaiseDeps,
  of: { readonly workspace: string; readonly taskId: string; readonly customer: string },
): Promise<number> {
  const day = today(deps);
  const [used, own] = await Promise.all([deps.budgetDays.used({ ...of, day }), deps.budgetDays.holdOf(of)]);
  return used - (own?.day === day ? own.micros : 0);
}

export const overRaised = (raise: number, used: number, most: number): NotDone => ({
  outcome: 'refused',
  reason: `The budgets would rise by ${amountOf(String(raise))} a day; today they rose by ${amountOf(String(used))}, and ${amountOf(String(most))} is the most (tasks.ads.budgetRaiseADay).`,
});
