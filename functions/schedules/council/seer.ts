import { analyticsStores } from '../../../shared/analytics/adapters/stores.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { reviews } from '../../../shared/lords/seer/app/work.ts';
import { seer } from '../../../shared/lords/seer/contract/seat.ts';
import { seatStores } from '../../../shared/seats/adapters/stores.ts';
import { reviewDue } from '../../../shared/seats/app/review-due.ts';
import type { Tick } from './tick.ts';

export function round({ tables, correlationId, due }: Tick): Promise<number> {
  const deps = { ...analyticsStores(tables), ...seatStores(tables, 'seer'), clock: systemClock };
  return reviewDue(seer, reviews, deps, correlationId, due);
}
