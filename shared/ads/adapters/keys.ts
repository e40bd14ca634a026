import { type Key, key } from '../../platform/adapters/dynamodb/keys.ts';

export const budgetDayKey = (ws: string, day: string): Key => key(`W#${ws}#BUDGET_DAYS`, day);
export const holdKey = (ws: string, taskId: string): Key => key(`W#${ws}#BUDGET_HOLDS`, taskId);
