import type { Drawing } from '../seats/contract/drawing.ts';
import type { SeatName } from '../seats/contract/seat.ts';
import { aestheteDrawn } from './aesthete/contract/drawn.ts';
import { arbiterDrawn } from './arbiter/contract/drawn.ts';
import { architectDrawn } from './architect/contract/drawn.ts';
import { cognitionDrawn } from './cognition/contract/drawn.ts';
import { heraldDrawn } from './herald/contract/drawn.ts';
import { seerDrawn } from './seer/contract/drawn.ts';
import { strategosDrawn } from './strategos/contract/drawn.ts';

/** How works are told to people, by seat and kind. Apart from the registry: no function needs them. */
export const DRAWINGS: Readonly<Record<SeatName, Readonly<Record<string, Drawing>>>> = {
  architect: architectDrawn,
  cognition: cognitionDrawn,
  strategos: strategosDrawn,
  aesthete: aestheteDrawn,
  seer: seerDrawn,
  arbiter: arbiterDrawn,
  herald: heraldDrawn,
};
