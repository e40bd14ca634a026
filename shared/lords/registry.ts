import { type Seat, seatRoutes } from '../seats/contract/seat.ts';
import { architect } from './architect/contract/seat.ts';
import { seer } from './seer/contract/seat.ts';
import { strategos } from './strategos/contract/seat.ts';

/** Every seat of the Council that is taken. */
export const SEATS: readonly Seat[] = [architect, seer, strategos];

/** Their routes, by the area of the function that serves them. */
export const SEAT_TABLES = {
  architect: seatRoutes(architect),
  seer: seatRoutes(seer),
  strategos: seatRoutes(strategos),
};
