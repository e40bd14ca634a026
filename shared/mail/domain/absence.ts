import { ALONE, DATES, dayMeant, dayOf, END, isoDay, LONGEST_DAYS } from './dates.ts';
import { fold } from './fold.ts';

/** The person is away until the end of that day. */
const UNTIL =
  "until|till|til|through|thru|to|up to|bis|einschliesslich|jusqu\\s?'?\\s?(?:au|a)|au|hasta|al|fino al?|ate|a|tot en met|tot|t/m|t\\.o\\.m\\.?|till och med|til og med|asti|saakka|do|включительно по|до|по|kadar|-ig|pana (?:la|pe|in)|pina|μεχρι|εως";
/** The person is back on that day. */
const RETURN =
  'return\\p{L}*|back|available again|reachable|resume|wieder|zuruck|erreichbar|ab dem|de retour|retour|reviens|rentr\\p{L}*|vuelvo|vuelta|regres\\p{L}*|reincorpor\\p{L}*|torn\\p{L}*|rientr\\p{L}*|volt\\p{L}*|terug|tillbaka|tilbage|tilbake|ater|takaisin|palaan|wrac\\p{L}*|vrat\\p{L}*|zpet|верн\\p{L}*|повернусь|don\\p{L}*|ulos|vissza\\p{L}*|revin|intor\\p{L}*|επιστρ\\p{L}*';

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
  return isoDay(last);
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
