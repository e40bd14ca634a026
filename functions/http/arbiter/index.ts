import { acts, cards, looks, reviews } from '../../../shared/lords/arbiter/app/work.ts';
import { arbiter } from '../../../shared/lords/arbiter/contract/seat.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { openArbiter } from '../../../shared/wiring/open-arbiter.ts';
import { seatHandler } from '../../../shared/wiring/seat-handler.ts';

export const handler = seatHandler(arbiter, { acts, looks, cards, reviews }, openArbiter(openTables()));
