import { reviews } from '../../../shared/lords/herald/app/work.ts';
import { herald } from '../../../shared/lords/herald/contract/seat.ts';
import type { Tables } from '../../../shared/platform/adapters/dynamodb/table.ts';
import { reviewDue } from '../../../shared/seats/app/review-due.ts';
import { openHerald } from '../../../shared/wiring/open-herald.ts';

export const round = (tables: Tables, correlationId: string): Promise<number> =>
  reviewDue(herald, reviews, openHerald(tables), correlationId);
