import { TZDateMini } from '@date-fns/tz';
import type { Settings } from '../../../contracts/http/system.ts';
import { zoneOf } from '../time-zone.ts';
import { type Guard, pass, wait } from './guard.ts';

type SendWindow = Settings['sendWindow'];

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** Quiet hours are everything outside of the window, where the lead lives. */
export const sendWindow: Guard = {
  code: 'QUIET_HOURS',
  check: ({ lead, settings, now }) => {
    const zone = zoneOf(lead.profile.timeZone, settings.timeZone);
    const opens = nextOpening(now, settings.sendWindow, zone);
    const local = weekdayAndTime(new TZDateMini(now, zone));
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
function nextOpening(now: Date, window: SendWindow, zone: string): Date {
  const local = new TZDateMini(now, zone);
  const at = (days: number, hour: number): Date =>
    new Date(+new TZDateMini(local.getFullYear(), local.getMonth(), local.getDate() + days, hour, zone));
  for (let days = 0; days <= 7; days++) {
    const weekday = ((local.getDay() + days + 6) % 7) + 1;
    if (!window.weekdays.includes(weekday)) continue;
    const opens = at(days, window.startHour);
    if (now < opens) return opens;
    if (now < at(days, window.endHour)) return now;
  }
  return at(7, local.getHours());
}

const weekdayAndTime = (local: Date): string =>
  `${WEEKDAYS[local.getDay()]} ${[local.getHours(), local.getMinutes()].map((n) => String(n).padStart(2, '0')).join(':')}`;
