import { acts, cards, looks, reviews } from '../../../shared/lords/cognition/app/work.ts';
import { cognition } from '../../../shared/lords/cognition/contract/seat.ts';
import { openTables } from '../../../shared/platform/runtime/tables.ts';
import { openCognition } from '../../../shared/wiring/open-cognition.ts';
import { seatHandler } from '../../../shared/wiring/seat-handler.ts';

export const handler = seatHandler(cognition, { acts, looks, cards, reviews }, openCognition(openTables()));
