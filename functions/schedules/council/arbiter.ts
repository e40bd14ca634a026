import { once } from '../../../shared/kernel/concurrency.ts';
import { reviews, rounds } from '../../../shared/lords/arbiter/app/work.ts';
import { arbiter } from '../../../shared/lords/arbiter/contract/seat.ts';
import { reviewAndLook } from '../../../shared/wiring/look-everywhere.ts';
import { openArbiter } from '../../../shared/wiring/open-arbiter.ts';
import type { Tick } from './tick.ts';

export function round({ tables, registry, ...tick }: Tick): Promise<number> {
  const deps = openArbiter(tables);
  const workspacesThatWait = once(() => deps.missions.workspacesThatWait(deps.clock.now()));
  return reviewAndLook(registry, arbiter, { reviews, rounds }, { ...deps, workspacesThatWait }, tick);
}
