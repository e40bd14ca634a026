import { acts, cards, looks, reviews } from '../../../shared/lords/architect/app/work.ts';
import { architect } from '../../../shared/lords/architect/contract/seat.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { openArchitect } from '../../../shared/wiring/open-architect.ts';
import { seatHandler } from '../../../shared/wiring/seat-handler.ts';

export const handler = seatHandler(architect, { acts, looks, cards, reviews }, openArchitect(openTables()));
