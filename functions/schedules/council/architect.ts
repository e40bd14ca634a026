import { reviews } from '../../../shared/lords/architect/app/work.ts';
import { architect } from '../../../shared/lords/architect/contract/seat.ts';
import type { Tables } from '../../../shared/platform/adapters/dynamodb/table.ts';
import { reviewDue } from '../../../shared/seats/app/review-due.ts';
import { openArchitect } from '../../../shared/wiring/open-architect.ts';

export const round = (tables: Tables, correlationId: string): Promise<number> =>
  reviewDue(architect, reviews, openArchitect(tables), correlationId);
