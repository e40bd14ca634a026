import { addMs } from '../../../kernel/clock.ts';
import type { OutreachMission } from '../../../missions/domain/mission.ts';
import { block, type Guard, pass, type SendContext } from './guard.ts';

/** Who bought since the mission read the purchase history is awake: nothing more to say to them here. */
export const alreadyBought: Guard<Pick<SendContext, 'lead' | 'mission' | 'now'>> = {
  code: 'ALREADY_BOUGHT',
  check: ({ lead, mission, now }) => {
    const lastOn = lead.orders?.lastOn;
    return lastOn !== undefined && inOutcomeWindow(lastOn, mission, now)
      ? block(`This person bought on ${lastOn}.`, 'Nothing: the mission has done its work here.')
      : pass('No purchase since the mission began.');
  },
};

/**
 * Outcomes are purchases after the as-of date, for as long as the mission has run. With an as-of date in the past
 * the two clocks run side by side: day n after the as-of date is day n of the mission.
 */
export function inOutcomeWindow(
  orderedOn: string,
  mission: Pick<OutreachMission, 'params' | 'createdAt'>,
  now: Date,
): boolean {
  const asOf = mission.params.asOf ?? mission.createdAt.slice(0, 10);
  const elapsed = now.getTime() - Date.parse(mission.createdAt);
  const end = addMs(new Date(`${asOf}T23:59:59.999Z`), Math.max(0, elapsed))
    .toISOString()
    .slice(0, 10);
  return orderedOn > asOf && orderedOn <= end;
}
