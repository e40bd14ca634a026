import { addMs, utcDay } from '../../../kernel/clock.ts';
import type { OutreachMission } from '../../../missions/domain/mission.ts';
import { block, type Guard, pass, type SendContext } from './guard.ts';

/** A lead who bought after the as-of date of the mission is no longer dormant, so the mission sends nothing more to it. */
export const alreadyBought: Guard<Pick<SendContext, 'lastOrderOn' | 'mission' | 'now'>> = {
  code: 'ALREADY_BOUGHT',
  check: ({ lastOrderOn, mission, now }) =>
    lastOrderOn !== undefined && inOutcomeWindow(lastOrderOn, mission, now)
      ? block(`This person bought on ${lastOrderOn}.`, 'Nothing: the mission has done its work here.')
      : pass('No purchase since the mission began.'),
};

/**
 * Outcomes are purchases after the as-of date, for as long as the mission has run. With an as-of date in the past, day n of
 * the mission corresponds to day n after the as-of date.
 */
export function inOutcomeWindow(
  orderedOn: string,
  mission: Pick<OutreachMission, 'params' | 'createdAt'>,
  now: Date,
): boolean {
  const asOf = mission.params.asOf ?? mission.createdAt.slice(0, 10);
  const elapsed = now.getTime() - Date.parse(mission.createdAt);
  const end = utcDay(addMs(new Date(`${asOf}T23:59:59.999Z`), Math.max(0, elapsed)));
  return orderedOn > asOf && orderedOn <= end;
}
