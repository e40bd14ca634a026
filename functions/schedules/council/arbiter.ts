import { reviews, rounds } from '../../../shared/lords/arbiter/app/work.ts';
import { arbiter } from '../../../shared/lords/arbiter/contract/seat.ts';
import { reviewAndLook } from '../../../shared/wiring/look-everywhere.ts';
import { openArbiter } from '../../../shared/wiring/open-arbiter.ts';
import type { Tick } from './tick.ts';

export const round = ({ tables, registry, open, ...tick }: Tick): Promise<number> =>
  reviewAndLook(registry, arbiter, { reviews, rounds }, { ...openArbiter(tables), open }, tick);
