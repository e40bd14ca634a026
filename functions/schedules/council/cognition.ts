import { rounds } from '../../../shared/lords/cognition/app/look-round.ts';
import { reviews } from '../../../shared/lords/cognition/app/work.ts';
import { cognition } from '../../../shared/lords/cognition/contract/seat.ts';
import { reviewAndLook } from '../../../shared/wiring/look-everywhere.ts';
import { openCognition } from '../../../shared/wiring/open-cognition.ts';
import type { Tick } from './tick.ts';

export const round = ({ tables, registry, ...tick }: Tick): Promise<number> =>
  reviewAndLook(registry, cognition, { reviews, rounds }, openCognition(tables), tick);
