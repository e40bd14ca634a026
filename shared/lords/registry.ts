import { type Seat, seatRoutes } from '../seats/contract/seat.ts';
import { aesthete } from './aesthete/contract/seat.ts';
import { cognition } from './cognition/contract/seat.ts';
import { seer } from './seer/contract/seat.ts';

/** Every seat of the Council that is taken. */
export const SEATS: readonly Seat[] = [aesthete, cognition, seer];

/** Their routes, by the area of the function that serves them. */
export const SEAT_TABLES = {
  aesthete: seatRoutes(aesthete),
  cognition: seatRoutes(cognition),
  seer: seatRoutes(seer),
};
