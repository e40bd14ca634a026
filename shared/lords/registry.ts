import { type Seat, seatRoutes } from '../seats/contract/seat.ts';
import { aesthete } from './aesthete/contract/seat.ts';
import { arbiter } from './arbiter/contract/seat.ts';
import { cognition } from './cognition/contract/seat.ts';
import { herald } from './herald/contract/seat.ts';
import { seer } from './seer/contract/seat.ts';
import { strategos } from './strategos/contract/seat.ts';

/** Every seat of the Council that is taken. */
export const SEATS: readonly Seat[] = [cognition, strategos, aesthete, seer, arbiter, herald];

/** Their routes, by the area of the function that serves them. */
export const SEAT_TABLES = {
  cognition: seatRoutes(cognition),
  strategos: seatRoutes(strategos),
  aesthete: seatRoutes(aesthete),
  seer: seatRoutes(seer),
  arbiter: seatRoutes(arbiter),
  herald: seatRoutes(herald),
};
