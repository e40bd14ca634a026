import { reviews } from '../../../shared/lords/herald/app/work.ts';
import { herald } from '../../../shared/lords/herald/contract/seat.ts';
import { reviewDue } from '../../../shared/seats/app/review-due.ts';
import { openHerald } from '../../../shared/wiring/open-herald.ts';
import type { Tick } from './tick.ts';

export const round = ({ tables, correlationId, due }: Tick): Promise<number> =>
  reviewDue(herald, reviews, openHerald(tables), correlationId, due);
