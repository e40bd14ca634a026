import { analyticsStores } from '../../../shared/analytics/adapters/stores.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { reviews } from '../../../shared/lords/seer/app/work.ts';
import { seer } from '../../../shared/lords/seer/contract/seat.ts';
import type { Tables } from '../../../shared/platform/adapters/dynamodb/table.ts';
import { seatStores } from '../../../shared/seats/adapters/stores.ts';
import { reviewDue } from '../../../shared/seats/app/review-due.ts';

export function round(tables: Tables, correlationId: string): Promise<number> {
  const deps = { ...analyticsStores(tables), ...seatStores(tables, 'seer'), clock: systemClock };
  return reviewDue(seer, reviews, deps, correlationId);
}
