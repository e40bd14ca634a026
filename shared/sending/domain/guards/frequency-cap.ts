import { addMs, DAY, HOUR } from '../../../kernel/clock.ts';
import { type Guard, pass, type SendContext, wait } from './guard.ts';

const MONTH_MS = 30 * DAY;

/** Limits across all missions: the time since the last message, and the number in 30 days. */
export const frequencyCap: Guard<Pick<SendContext, 'lead' | 'key' | 'settings' | 'now'>> = {
  code: 'FREQUENCY_CAP',
  check: ({ lead, key, settings, now }) => {
    const { minHoursBetween, maxIn30Days } = settings.frequencyCap;
    const others = lead.contacted.filter((contact) => contact.key !== key);
    const [latest] = others;
    const raise = 'Wait, or raise `frequencyCap` in the settings.';
    if (latest) {
      const allowed = addMs(new Date(latest.at), minHoursBetween * HOUR);
      if (now < allowed) {
        return wait(
          `The last message went out at ${latest.at}, less than ${minHoursBetween} h ago.`,
          allowed,
          raise,
        );
      }
    }
    const month = others.filter((contact) => now.getTime() - Date.parse(contact.at) < MONTH_MS);
    const oldest = month[maxIn30Days - 1];
    if (oldest) {
      return wait(
        `${month.length} messages went out in the last 30 days; the cap is ${maxIn30Days}.`,
        addMs(new Date(oldest.at), MONTH_MS),
        raise,
      );
    }
    return pass(`${month.length} of ${maxIn30Days} messages in the last 30 days.`);
  },
};
