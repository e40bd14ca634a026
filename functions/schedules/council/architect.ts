import { reviews } from '../../../shared/lords/architect/app/work.ts';
import { architect } from '../../../shared/lords/architect/contract/seat.ts';
import { reviewDue } from '../../../shared/seats/app/review-due.ts';
import { openArchitect } from '../../../shared/wiring/open-architect.ts';
import type { Tick } from './tick.ts';

export const round = ({ tables, correlationId, due }: Tick): Promise<number> =>
  reviewDue(architect, reviews, openArchitect(tables), correlationId, due);
