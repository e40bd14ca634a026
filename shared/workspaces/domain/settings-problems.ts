import { NUMBER_CHANNELS } from '../../channels/contract/channels.ts';
import type { FieldProblem } from '../../kernel/errors.ts';
import type { Settings } from '../contract/settings.ts';

/** Checks that a schema cannot express: whether the time zone exists, and whether the send window ever opens. */
export function settingsProblems(settings: Settings): FieldProblem[] {
  const { startHour, endHour } = settings.sendWindow;
  return [
    ...(isTimeZone(settings.timeZone)
      ? []
      : [{ path: 'body.timeZone', message: 'is not an IANA time zone, such as Europe/Berlin' }]),
    ...(startHour < endHour
      ? []
      : [{ path: 'body.sendWindow.endHour', message: `must be after startHour (${startHour})` }]),
    ...NUMBER_CHANNELS.filter(
      (channel) =>
        settings.channels.steps.some((step) => step.includes(channel)) &&
        settings.channels[channel].sender === undefined,
    ).map((channel) => ({
      path: `body.channels.${channel}.sender`,
      message: `a step may go by ${channel}, so name the number that it comes from`,
    })),
  ];
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
