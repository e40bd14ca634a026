import * as z from 'zod';
import { DAY } from '../../kernel/clock.ts';
import {
  addition,
  type Counter,
  limitedAddition,
  passesLimit,
} from '../../platform/adapters/dynamodb/counters.ts';
import { failedGuards, type RecordTable, transact } from '../../platform/adapters/dynamodb/table.ts';
import type { BudgetDays } from '../app/ports/budget-days.ts';
import { type Hold, holdSchema } from '../domain/hold.ts';
import { budgetDayKey, holdKey } from './keys.ts';

const KEPT_MS = 40 * DAY;
const GUARDS = { hold: 0, limit: 1 } as const;
const counts = z.looseObject({});
const counterOf = (customer: string): string => `customer${customer}`;

/** What a task takes and the count of the day are written together. */
export class DynamoBudgetDays implements BudgetDays {
  private readonly records: RecordTable;

  constructor(records: RecordTable) {
    this.records = records;
  }

  async used({ workspace, customer, day }: Pick<Hold, 'workspace' | 'customer' | 'day'>): Promise<number> {
    const record = await this.records.get(budgetDayKey(workspace, day), counts);
    return Number(record?.[counterOf(customer)] ?? 0);
  }

  holdOf({ workspace, taskId }: Pick<Hold, 'workspace' | 'taskId'>): Promise<Hold | undefined> {
    return this.records.get(holdKey(workspace, taskId), holdSchema);
  }

  async take(hold: Omit<Hold, 'version'>, most: number): Promise<boolean> {
    const { workspace, taskId, customer, day, micros } = hold;
    if (micros === 0) return true;
    const known = await this.holdOf(hold);
    // Of another day or account: counted there, and once more here.
    const had = known?.day === day && known.customer === customer ? known.micros : 0;
    if (had >= micros) return true;
    const counter: Counter = { name: counterOf(customer), add: micros - had, limit: most };
    if (passesLimit([counter])) return false;
    const version = known?.version ?? 0;
    const expiresAt = Math.floor((Date.parse(day) + KEPT_MS) / 1_000);
    try {
      await transact(this.records, [
        this.records.putItem(
          holdKey(workspace, taskId),
          { ...hold, version: version + 1 },
          known ? { version } : 'absent',
        ),
        { Update: limitedAddition(this.records, budgetDayKey(workspace, day), [counter], expiresAt) },
      ]);
      return true;
    } catch (error) {
      if (failedGuards(error).includes(GUARDS.limit)) return false;
      throw error;
    }
  }

  async giveBack({ workspace, taskId }: Pick<Hold, 'workspace' | 'taskId'>, micros: number): Promise<void> {
    const hold = await this.holdOf({ workspace, taskId });
    const back = Math.min(hold?.micros ?? 0, micros);
    if (!hold || back === 0) return;
    const next = { ...hold, version: hold.version + 1, micros: hold.micros - back };
    await transact(this.records, [
      this.records.putItem(holdKey(workspace, taskId), next, { version: hold.version }),
      {
        Update: addition(this.records, budgetDayKey(workspace, hold.day), {
          [counterOf(hold.customer)]: -back,
        }),
      },
    ]);
  }
}
