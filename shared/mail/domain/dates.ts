import { utcDay } from '../../kernel/clock.ts';
import { fold } from './fold.ts';

const LANGUAGES = 'en de fr es it pt nl sv da nb fi pl cs ru uk tr hu ro el'.split(' ');
/** Milliseconds. */
const DAY = 86_400_000;
/** When a date without a year would be this far in the past, the next year is meant. */
const LONG_AGO_DAYS = 45;
export const LONGEST_DAYS = 400;

const names = (
  part: 'month' | 'weekday',
  style: 'long' | 'short',
  languages: readonly string[],
): Map<string, number> =>
  new Map(
    languages.flatMap((language) => {
      // Beside a day, the name of the month has the grammatical case of dates.
      const formats = [{ [part]: style }, { day: 'numeric', [part]: style } as const].map(
        (form) => new Intl.DateTimeFormat(language, { ...form, timeZone: 'UTC' }),
      );
      return Array.from({ length: part === 'month' ? 12 : 7 }, (_, i) => {
        // 1 January 2023 was a Sunday.
        const at = part === 'month' ? new Date(Date.UTC(2023, i, 15)) : new Date(Date.UTC(2023, 0, 1 + i));
        return formats.map((format): [string, number] => {
          const name = format.formatToParts(at).find(({ type }) => type === part)?.value ?? '';
          return [fold(name).replace(/\.$/, ''), i];
        });
      }).flat();
    }),
  );

export const MONTHS: ReadonlyMap<string, number> = new Map([
  ...names('month', 'short', ['en', 'de']),
  ...names('month', 'long', LANGUAGES),
  ['sept', 8],
]);
const WEEKDAYS = names('weekday', 'long', LANGUAGES);
const alternatives = (words: ReadonlyMap<string, number>): string =>
  [...words.keys()]
    .filter(Boolean)
    .toSorted((a, b) => b.length - a.length)
    .join('|');
export const ALONE = '(?<![\\p{L}\\p{N}])';
export const END = '(?![\\p{L}\\p{N}])';
const MONTH = `(?<month>${alternatives(MONTHS)})\\.?${END}`;
const YEAR = '(?:,? (?:de |del |г\\.? )?(?<year>20\\d{2}))?';

/** Ways to write a day, in folded text; `dayMeant` reads their groups. */
export const DATES: readonly RegExp[] = [
  `(?<year>20\\d{2})-(?<number>\\d{2})-(?<day>\\d{2})(?!\\d)`,
  `(?:(?<year>20\\d{2})\\s?[年년]\\s?)?(?<number>\\d{1,2})\\s?[月월]\\s?(?<day>\\d{1,2})\\s?[日号일]`,
  `(?<!\\d)(?<day>\\d{1,2})(?:st|nd|rd|th|er|ro|\\.|º|°|-?го|-?е)?,? (?:de |of |den |d'? ?)?${MONTH}${YEAR}`,
  `${ALONE}${MONTH},? (?:the )?(?<day>\\d{1,2})(?:st|nd|rd|th|\\.)?(?!\\d|:)${YEAR}`,
  `(?<![\\d.,/])(?<day>\\d{1,2})(?<mark>[./])(?<number>\\d{1,2})(?:\\k<mark>(?<year>(?:20)?\\d{2}))?(?![\\d/])`,
  `${ALONE}(?<weekday>${alternatives(WEEKDAYS)})${END}`,
].map((source) => new RegExp(source, 'gu'));

/**
 * The day that the groups of a match of `DATES` name, in days since 1970. Without a year, or for a weekday, it is the next one.
 * @param from the day of the mail
 */
export function dayMeant(
  groups: Record<string, string | undefined>,
  from: number | undefined,
): number | undefined {
  const { weekday, month, number, mark } = groups;
  if (weekday !== undefined) {
    const wanted = WEEKDAYS.get(weekday);
    if (wanted === undefined || from === undefined) return undefined;
    const today = new Date(from * DAY).getUTCDay();
    return from + ((wanted - today + 7) % 7 || 7);
  }
  const first = Number(groups['day']);
  const index = month === undefined ? Number(number) - 1 : MONTHS.get(month);
  if (index === undefined) return undefined;
  const year = groups['year'] === undefined ? undefined : Number(groups['year'].slice(-2)) + 2000;
  const dayFirst = dayIn(year, index, first, from);
  // 5/13 can only be the thirteenth of May; for 5/6 the later day counts.
  const monthFirst = mark === '/' ? dayIn(year, first - 1, index + 1, from) : undefined;
  const days = [dayFirst, monthFirst].filter((day) => day !== undefined);
  return days.length === 0 ? undefined : Math.max(...days);
}

function dayIn(
  year: number | undefined,
  month: number,
  day: number,
  from: number | undefined,
): number | undefined {
  if (month < 0 || month > 11 || day < 1 || day > 31 || (year === undefined && from === undefined))
    return undefined;
  const sentYear = new Date((from ?? 0) * DAY).getUTCFullYear();
  const inYear = (each: number): number => Date.UTC(each, month, day) / DAY;
  if (new Date(inYear(year ?? sentYear) * DAY).getUTCDate() !== day) return undefined;
  if (year !== undefined) return inYear(year);
  return inYear(sentYear) < (from ?? 0) - LONG_AGO_DAYS ? inYear(sentYear + 1) : inYear(sentYear);
}

/** The day of a Date header in its own time zone, in days since 1970. */
export function dayOf(sent: string | undefined): number | undefined {
  const [, day, name = '', year] = /(\d{1,2})\s+([a-z]{3})[a-z]*\s+(\d{4})/i.exec(sent ?? '') ?? [];
  const month = 'janfebmaraprmayjunjulaugsepoctnovdec'.indexOf(name.toLowerCase()) / 3;
  return name === '' || !Number.isInteger(month) || month < 0
    ? undefined
    : Date.UTC(Number(year), month, Number(day)) / DAY;
}

/** YYYY-MM-DD of a day since 1970. */
export const isoDay = (day: number): string => utcDay(new Date(day * DAY));
