import { DateTime } from 'luxon';
import type { Settings } from '../../../contracts/http/system.ts';
import { type Guard, pass, wait } from './guard.ts';

type SendWindow = Settings['sendWindow'];

/** Quiet hours are everything outside of the window, where the lead lives. */
export const sendWindow: Guard = {
  code: 'QUIET_HOURS',
  check: ({ lead, settings, now }) => {
    const zone = zoneOf(lead.profile.timeZone, settings.timeZone);
    const opens = nextOpening(now, settings.sendWindow, zone);
    const local = DateTime.fromJSDate(now, { zone }).toFormat('cccc HH:mm');
    return opens <= now
      ? pass(`It is ${local} in ${zone}, within the send window.`)
      : wait(
          `It is ${local} in ${zone}; the window opens at ${opens.toISOString()}.`,
          opens,
          'Wait, or widen `sendWindow` in the settings.',
        );
  },
};

const zoneOf = (leadZone: string | undefined, workspaceZone: string): string =>
  [leadZone, workspaceZone].find((zone) => zone !== undefined && DateTime.local({ zone }).isValid) ?? 'UTC';

/** `now` itself when the window is open there, else the instant at which it opens next. */
function nextOpening(now: Date, window: SendWindow, zone: string): Date {
  const local = DateTime.fromJSDate(now, { zone });
  for (let days = 0; days <= 7; days++) {
    const day = local.plus({ days }).startOf('day');
    if (!window.weekdays.includes(day.weekday)) continue;
    const opens = day.set({ hour: window.startHour });
    const closes = window.endHour === 24 ? day.plus({ days: 1 }) : day.set({ hour: window.endHour });
    if (local < opens) return opens.toJSDate();
    if (local < closes) return now;
  }
  return local.plus({ days: 7 }).toJSDate();
}
