import { fold } from './fold.ts';

const LANGUAGES = 'en de fr es it pt nl sv da nb fi pl cs ru uk tr hu ro el'.split(' ');
const DAY = 86_400_000;
/** When a date without a year would be this far in the past, the next year is meant. */
const LONG_AGO_DAYS = 45;
const LONGEST_DAYS = 400;

/** The person is away until the end of that day. */
const UNTIL =
  "until|till|til|through|thru|to|up to|bis|einschliesslich|jusqu\\s?'?\\s?(?:au|a)|au|hasta|al|fino al?|ate|a|tot en met|tot|t/m|t\\.o\\.m\\.?|till och med|til og med|asti|saakka|do|включительно по|до|по|kadar|-ig|pana (?:la|pe|in)|pina|μεχρι|εως";
/** The person is back on that day. */
const RETURN =
  'return\\p{L}*|back|available again|reachable|resume|wieder|zuruck|erreichbar|ab dem|de retour|retour|reviens|rentr\\p{L}*|vuelvo|vuelta|regres\\p{L}*|reincorpor\\p{L}*|torn\\p{L}*|rientr\\p{L}*|volt\\p{L}*|terug|tillbaka|tilbage|tilbake|ater|takaisin|palaan|wrac\\p{L}*|vrat\\p{L}*|zpet|верн\\p{L}*|повернусь|don\\p{L}*|ulos|vissza\\p{L}*|revin|intor\\p{L}*|επιστρ\\p{L}*';

const names = (
  part: 'month' | 'weekday',
  style: 'long' | 'short',
  languages: readonly string[],
): Map<string, number> =>
  new Map(
    languages.flatMap((language) =>
      Array.from({ length: part === 'month' ? 12 : 7 }, (_, i): [string, number][] => {
        // 1 January 2023 was a Sunday.
        const at = part === 'month' ? new Date(Date.UTC(2023, i, 15)) : new Date(Date.UTC(2023, 0, 1 + i));
        // Beside a day, the name of the month has the grammatical case of dates.
        const forms = [{ [part]: style }, { day: 'numeric', [part]: style }] as const;
        return forms.map((form): [string, number] => {
          const parts = new Intl.DateTimeFormat(language, { ...form, timeZone: 'UTC' }).formatToParts(at);
          return [fold(parts.find(({ type }) => type === part)?.value ?? '').replace(/\.$/, ''), i];
        });
      }).flat(),
    ),
  );

const MONTHS = new Map([
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
const ALONE = '(?<![\\p{L}\\p{N}])';
const END = '(?![\\p{L}\\p{N}])';
const MONTH = `(?<month>${alternatives(MONTHS)})\\.?${END}`;
const YEAR = '(?:,? (?:de |del |г\\.? )?(?<year>20\\d{2}))?';

/** Ways to write a day, in folded text. */
const DATES: readonly RegExp[] = [
  `(?<year>20\\d{2})-(?<number>\\d{2})-(?<day>\\d{2})(?!\\d)`,
  `(?:(?<year>20\\d{2})\\s?[年년]\\s?)?(?<number>\\d{1,2})\\s?[月월]\\s?(?<day>\\d{1,2})\\s?[日号일]`,
  `(?<!\\d)(?<day>\\d{1,2})(?:st|nd|rd|th|er|ro|\\.|º|°|-?го|-?е)?,? (?:de |of |den |d'? ?)?${MONTH}${YEAR}`,
  `${ALONE}${MONTH},? (?:the )?(?<day>\\d{1,2})(?:st|nd|rd|th|\\.)?(?!\\d|:)${YEAR}`,
  `(?<![\\d.,/])(?<day>\\d{1,2})(?<mark>[./])(?<number>\\d{1,2})(?:\\k<mark>(?<year>(?:20)?\\d{2}))?(?![\\d/])`,
  `${ALONE}(?<weekday>${alternatives(WEEKDAYS)})${END}`,
].map((source) => new RegExp(source, 'gu'));

const CJK_UNTIL = /^\s?(?:\([^)]{1,4}\)|（[^）]{1,4}）)?\s?(?:まで|迄|为止|之前|까지)/u;
const CJK_RETURN =
  /^\s?(?:\([^)]{1,4}\)|（[^）]{1,4}）)?\s?(?:に戻|から出社|より出社|に出社|返回|回来|回到|回办公室|上班|복귀|에 복귀|부터 근무)/u;
const LAST_ROLE = new RegExp(`${ALONE}(?:(?<back>${RETURN})|(?<until>${UNTIL}))${END}`, 'gu');
const RANGE =
  /\d\.?\s*(?:[-–—]|to|bis|au|al|ao|a|tot|till|til|do|по|до)\s*(?:(?:the|den|dem|zum|le|el|il)\s*)?$/u;

interface Found {
  readonly day: number;
  readonly role: 'back' | 'until';
}

/**
 * The last day of an absence that a text announces, or the day before the return, as YYYY-MM-DD; undefined when it names no
 * day or an earlier one. A date without a year, or a weekday, is the next one after the mail was sent.
 * @param sent the Date header as it is written: the day in its own time zone counts
 */
export function absentUntil(text: string, sent: string | undefined): string | undefined {
  const from = dayOf(sent);
  const folded = fold(text.slice(0, 3_000)).replace(/\s+/g, ' ');
  const found = DATES.flatMap((pattern) =>
    [...folded.matchAll(pattern)].slice(0, 20).flatMap((match) => readDate(match, folded, from)),
  );
  const back = found.filter(({ role }) => role === 'back').map(({ day }) => day - 1);
  const until = found.filter(({ role }) => role === 'until').map(({ day }) => day);
  const last = Math.max(...(back.length > 0 ? back : until));
  if (!Number.isFinite(last) || (from !== undefined && (last < from || last > from + LONGEST_DAYS)))
    return undefined;
  return new Date(last * DAY).toISOString().slice(0, 10);
}

function readDate(match: RegExpExecArray, text: string, from: number | undefined): Found[] {
  const before = text.slice(Math.max(0, match.index - 45), match.index).replace(/^.*[.!?;](?=\s[^\d])/u, '');
  const after = text.slice(match.index + match[0].length, match.index + match[0].length + 20);
  const role = roleOf(before, after);
  const day = role && dayMeant(match.groups ?? {}, from);
  return role === undefined || day === undefined ? [] : [{ day, role }];
}

function roleOf(before: string, after: string): 'back' | 'until' | undefined {
  if (CJK_RETURN.test(after)) return 'back';
  if (CJK_UNTIL.test(after) || /^\s?(?:asti|saakka|'?[ea] kadar|-?ig)(?!\p{L})/u.test(after)) return 'until';
  const roles = [...before.matchAll(LAST_ROLE)];
  const back = roles.some(({ groups }) => groups?.['back'] !== undefined);
  if (RANGE.test(before)) return 'until';
  if (back) return 'back';
  return roles.length > 0 ? 'until' : undefined;
}

function dayMeant(groups: Record<string, string | undefined>, from: number | undefined): number | undefined {
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
function dayOf(sent: string | undefined): number | undefined {
  const [, day, name = '', year] = /(\d{1,2})\s+([a-z]{3})[a-z]*\s+(\d{4})/i.exec(sent ?? '') ?? [];
  const month = 'janfebmaraprmayjunjulaugsepoctnovdec'.indexOf(name.toLowerCase()) / 3;
  return name === '' || !Number.isInteger(month) || month < 0
    ? undefined
    : Date.UTC(Number(year), month, Number(day)) / DAY;
}
