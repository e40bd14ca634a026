import { acts, cards, looks, reviews } from '../../../shared/lords/herald/app/work.ts';
import { herald } from '../../../shared/lords/herald/contract/seat.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { openHerald } from '../../../shared/wiring/open-herald.ts';
import { seatHandler } from '../../../shared/wiring/seat-handler.ts';

export const handler = seatHandler(herald, { acts, looks, cards, reviews }, openHerald(openTables()));
