import { addMs, DAY } from '../../kernel/clock.ts';

const MONTHS = 'january february march april may june july august september october november december'.split(
  ' ',
);
const NAME = `(${MONTHS.join('|')})`;
const END = '(?:st|nd|rd|th)?';
/** With the groups year, month and day, of which a year alone has no others. */
const DATES = [
  String.raw`(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})`,
  String.raw`(?<day>\d{1,2})\.(?<month>\d{1,2})\.(?<year>\d{4})`,
  String.raw`(?:(?<day>\d{1,2})${END} (?:of )?)?(?<month>${NAME})(?:,? (?<year>\d{4}))?(?! ?\d)`,
  String.raw`(?<month>${NAME}) (?<day>\d{1,2})${END}(?:,? (?<year>\d{4}))?`,
  String.raw`(?:until|till|through|by|before|to) (?:the end of )?(?<year>\d{4})`,
].map((each) => new RegExp(`(?<![\\p{L}\\p{N}])${each}(?![\\p{L}\\p{N}])`, 'giu'));
/** These begin something: what is over of them is still true. */
const SINCE = /(?:since|founded (?:on|in)|opened (?:on|in)) $/i;
/** Nobody knows from which day a document counts. */
const RELATIVE =
  /(?<![\p{L}\p{N}])(?:today|tonight|tomorrow|yesterday|now|currently|(?:last|next|this) (?:week|month|quarter|year|spring|summer|autumn|fall|winter)|(?:days|weeks|months|years) ago)(?![\p{L}\p{N}])/iu;

/** Whether a sentence is about no day that is over, and about none of which nobody can tell whether it is. It reads English. */
export function stillHolds(sentence: string, now: Date): boolean {
  if (RELATIVE.test(sentence)) return false;
  return DATES.flatMap((pattern) => [...sentence.matchAll(pattern)]).every(
    ({ index, 0: words, groups = {} }) => {
      if (SINCE.test(sentence.slice(0, index))) return true;
      const { year, month = '12', day } = groups;
      // "May" and "march" are words, too.
      if (year === undefined && day === undefined && /^(?:may|march)$/i.test(words)) return true;
      return year !== undefined && addMs(lastOf(Number(year), numberOf(month), day), DAY) > now;
    },
  );
}

const numberOf = (month: string): number =>
  /^\d/.test(month) ? Number(month) : MONTHS.indexOf(month.toLowerCase()) + 1;

/** The day, or the last of the month. */
const lastOf = (year: number, month: number, day: string | undefined): Date =>
  new Date(day === undefined ? Date.UTC(year, month, 0) : Date.UTC(year, month - 1, Number(day)));
