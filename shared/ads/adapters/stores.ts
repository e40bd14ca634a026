import type { Tables } from '../../platform/adapters/dynamodb/table.ts';
import { DynamoBudgetDays } from './budget-days.ts';

/** The stores of this context, by the names under which use cases ask for them. */
export const adsStores = ({ records }: Tables) => ({ budgetDays: new DynamoBudgetDays(records) });
