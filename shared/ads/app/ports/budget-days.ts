import type { Hold } from '../../domain/hold.ts';

/** By how much budgets were raised, by customer and day (UTC). */
export interface BudgetDays {
  /** Micros. */
  used(of: Pick<Hold, 'workspace' | 'customer' | 'day'>): Promise<number>;
  holdOf(of: Pick<Hold, 'workspace' | 'taskId'>): Promise<Hold | undefined>;
  /** Takes all of it or nothing: false when it would come to more than `most`. What a task has of the same day and account already is not
   * taken again: a repeat is true. */
  take(hold: Omit<Hold, 'version'>, most: number): Promise<boolean>;
  /** What certainly was not raised. A repeat does nothing. */
  giveBack(of: Pick<Hold, 'workspace' | 'taskId'>, micros: number): Promise<void>;
}
