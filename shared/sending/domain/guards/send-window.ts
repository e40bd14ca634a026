import { instantOf, type LocalTime, localTimeOf, zoneOf } from '../../../kernel/time-zone.ts';
import type { Settings } from '../../../workspaces/contract/settings.ts';
import { type Guard, pass, type SendContext, wait } from './guard.ts';

type SendWindow = Settings['sendWindow'];

/** Days to search: a change of clocks may skip a window of one weekday, but not twice in a row. Longer holidays are looked at again. */
const LONGEST_WAIT_DAYS = 14;

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** Quiet hours are all times outside of the send window, in the lead's time zone. */
export const sendWindow: Guard<Pick<SendContext, 'lead' | 'settings' | 'now'>> = {
  code: 'QUIET_HOURS',
  check: ({ lead, settings, now }) => {
    const zone = zoneOf(lead.profile.timeZone, settings.timeZone);
    const wall = localTimeOf(now, zone);
    const opens = nextOpening(now, wall, settings.sendWindow, zone);
    const local = weekdayAndTime(wall);
    return opens <= now
      ? pass(`It is ${local} in ${zone}, within the send window.`)
      : wait(
          `It is ${local} in ${zone}; the window opens at ${opens.toISOString()}.`,
          opens,
          'Wait, or widen `sendWindow` in the settings.',
        );
  },
};

/** `now` itself when the window is open there, else the instant at which it opens next. */
function nextOpening(now: Date, wall: LocalTime, window: SendWindow, zone: string): Date {
  const { date, weekday: today, hour } = wall;
  const isOpen = (days: number): boolean =>
    window.weekdays.includes(((today + days - 1) % 7) + 1) &&
    window.holidays?.includes(date.add({ days }).toString()) !== true;
  if (isOpen(0) && hour >= window.startHour && hour < window.endHour) return now;
  const at = (days: number, hour: number): Date => instantOf(date, days, hour, zone);
  for (let days = 0; days <= LONGEST_WAIT_DAYS; days++) {
    if (!isOpen(days)) continue;
    const [opens, closes] = [at(days, window.startHour), at(days, window.endHour)];
    // A window within the hour that a change of clocks skips does not open that day.
    if (opens >= closes) continue;
    if (now < opens) return opens;
    if (now < closes) return now;
  }
  return at(7, window.startHour);
}

const weekdayAndTime = ({ weekday, hour, minute }: LocalTime): string =>
  `${WEEKDAYS[weekday - 1]} ${[hour, minute].map((n) => String(n).padStart(2, '0')).join(':')}`;
