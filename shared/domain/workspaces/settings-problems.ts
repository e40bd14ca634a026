import type { Settings } from '../../contracts/http/system.ts';
import type { FieldProblem } from '../../kernel/errors.ts';

/** What a schema cannot say about settings: whether the time zone exists, and whether the window is open at all. */
export function settingsProblems(settings: Settings): FieldProblem[] {
  const { startHour, endHour } = settings.sendWindow;
  return [
    ...(isTimeZone(settings.timeZone)
      ? []
      : [{ path: 'body.timeZone', message: 'is not an IANA time zone, such as Europe/Berlin' }]),
    ...(startHour < endHour
      ? []
      : [{ path: 'body.sendWindow.endHour', message: `must be after startHour (${startHour})` }]),
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
