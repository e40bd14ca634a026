import { addMs, type Clock, DAY, MINUTE } from '../../kernel/clock.ts';
import { type CalendarDeps, connectedCalendar } from './calendar-of.ts';

export interface ListSlotsDeps extends CalendarDeps {
  readonly clock: Clock;
}

export interface ListSlots {
  /** Now, where it is absent. */
  readonly from?: string | undefined;
  readonly days: number;
}

/** Free beginnings of meetings. Services refuse times that have passed. */
export async function listSlots(
  deps: ListSlotsDeps,
  workspace: string,
  { from, days }: ListSlots,
): Promise<{ slots: string[] }> {
  const { calendar, eventType } = await connectedCalendar(deps, workspace);
  const soonest = addMs(deps.clock.now(), MINUTE);
  const start = from === undefined || new Date(from) < soonest ? soonest : new Date(from);
  const to = addMs(start, days * DAY).toISOString();
  return { slots: await calendar.slots({ eventType, from: start.toISOString(), to }) };
}
