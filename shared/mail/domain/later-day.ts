import { ALONE, DATES, dayMeant, dayOf, END, isoDay, LONGEST_DAYS, MONTHS } from './dates.ts';
import { fold } from './fold.ts';

/** Words before a time, which tell it from other uses: "may", "march", "sei". */
const BEFORE =
  '(?:in|im|am|until|till|til|from|by|around|on|for|before|vor|ab|bis|seit|gegen|fur|anfang|mitte|ende|en|au|a|avant|fin|debut|mi|des|jusqu a|jusqu au|courant|d ici|vers|hasta|antes de|desde|para|finales de|principios de|mediados de|entro|prima di|fine|inizio|meta|verso|da|em|ate|antes d[oae]|a partir de|final de|fim de|inicio de|meados de|pelo|no|vanaf|tot|voor|begin|eind|medio|rond|half|next|this|early|late|mid|of|of next|start of|beginning of|end of|nachste\\S*|kommende\\S*|proxim[oa]|prossim[oa]|volgend\\S*|prochain\\S*)';
const AFTER =
  '(?:after|past|nach|nach (?:dem|den|der)|apres|despues de|despues del|tras|pasad\\S+|dopo|dopo (?:il|l|le|la)|depois d[oae]s?|apos|apos [oa]s?|na|na de|na het)';
/** Between the preposition and what it is about. */
const THE =
  '(?:(?:the|den|dem|der|die|das|le|la|les|l|el|los|las|il|lo|gli|i|o|os|as|de|het|next|new|neue\\S*|nachste\\S*|beginning of|start of|end of|of|mid|early|late|anfang|mitte|ende|begin|eind|fin|fine|fin de|mediados de|principios de) ){0,2}';

const MONTH = `(?<month>${[...MONTHS.keys()]
  .filter(Boolean)
  .toSorted((a, b) => b.length - a.length)
  .join('|')})`;
const YEAR = '(?: (?:de |del )?(?<year>20\\d{2}))?';

const NUMBERS: Readonly<Record<string, number>> = Object.fromEntries(
  [
    'a an one ein eine einem einer un une uno una um uma een another',
    'two zwei deux dos due dois duas twee couple paar',
    'three drei trois tres tre drie few several einige einigen quelques unos unas algunos algunas qualche alcuni alcune alguns enkele',
    'four vier quatre cuatro quattro quatro',
    'five funf cinq cinco cinque vijf',
    'six sechs seis sei zes',
  ].flatMap((names, i) => names.split(' ').map((name) => [name, i + 1])),
);
const NUMBER = `(?:a |an |ein |un |een |about |another |etwa |environ |unos |circa |ongeveer )?(?<number>\\d{1,2}|${Object.keys(NUMBERS).join('|')})(?: of)?(?: more| weiteren| otros)?`;

const DAYS_OF = { week: 7, month: 30, quarter: 91, year: 365 } as const;
type Unit = keyof typeof DAYS_OF;
const UNITS: Readonly<Record<Unit, string>> = {
  week: 'weeks?|wochen?|semaines?|semanas?|settiman[ae]|weken|week',
  month: 'months?|monat\\S*|mois|mes|meses|mese|mesi|maand(?:en)?',
  quarter: 'quarters?|quartal\\S*|trimestres?|trimestri|kwartaal|kwartalen',
  year: 'years?|jahr\\S*|ans?|annees?|anos?|ann[oi]|jaar',
};
const NEXT =
  'next|following|coming|nachste\\S*|kommende\\S*|folgende\\S*|neue\\S*|prochaine?|nouvelle|nouvel|proxim[oa]|siguiente|nuevo|prossim[oa]|nuovo|novo|seguinte|volgend\\S*|komend\\S*|nieuw\\S*|new';
const COMING =
  'prochaine?|suivante?|que viene|proximo|siguiente|entrante|prossim[oa]|venturo|que vem|seguinte';
const unit = (source: string): string =>
  `(?:${Object.entries(UNITS)
    .map(([name, words]) => `(?<${source}${name}>${words})`)
    .join('|')})`;

/** First months, on the northern half of the earth. */
const SEASONS: Readonly<Record<string, number>> = {
  'spring|fruhjahr|fruhling|printemps|primavera|voorjaar|lente': 2,
  'summer|sommer|sommerferien|sommerpause|ete|verano|estate|verao|zomer|zomervakantie': 5,
  'autumn|herbst|automne|otono|autunno|outono|herfst|najaar|rentree': 8,
  'winter|hiver|invierno|inverno': 11,
};
const YEAR_END =
  'holidays?|holiday season|christmas|new year|weihnachten|feiertagen?|jahreswechsel|neujahr|fetes|noel|navidad\\S*|fiestas|reyes|feste|natale|capodanno|natal|festas|ano novo|kerst|kerstmis|feestdagen|jaarwisseling';

const pattern = (source: string): RegExp => new RegExp(`${ALONE}(?:${source})${END}`, 'u');
const MONTH_ALONE = pattern(`(?:(?<after>${AFTER})|${BEFORE}) ${THE}${MONTH}${YEAR}`);
const QUARTER = pattern(`[qt](?<quarter>[1-4])${YEAR}`);
const IN_SOME = pattern(
  `(?:in|after|for|im|nach|fur|dans|d ici|apres|en|dentro de|tra|fra|dopo|em|daqui a|over|na) ${NUMBER} ${unit('in')}`,
);
const NEXT_ONE = pattern(`(?:${NEXT}) ${unit('next')}|${unit('coming')} (?:${COMING})`);
const SEASON = Object.entries(SEASONS).map(
  ([words, month]) =>
    [pattern(`(?:(?<after>${AFTER})|${BEFORE}) ${THE}(?:${words})`), month, words === 'rentree'] as const,
);
const NEW_YEAR = pattern(`(?:${AFTER}|${BEFORE}) ${THE}(?:${YEAR_END})`);

interface Now {
  /** Days since 1970. */
  readonly day: number;
  readonly year: number;
  /** 0 to 11 */
  readonly month: number;
}

/**
 * The day from which a person would rather hear from us, by their own words, as YYYY-MM-DD: "in March" is its first day, "after
 * the holidays" the second of January. Undefined when they name no time, or one that is over. It is what they said and
 * nothing is sent by it.
 * @param sent the Date header as it is written
 */
export function laterDay(text: string, sent: string | undefined): string | undefined {
  const day = dayOf(sent);
  if (day === undefined) return undefined;
  const at = new Date(isoDay(day));
  const now = { day, year: at.getUTCFullYear(), month: at.getUTCMonth() };
  const folded = fold(text.slice(0, 3_000)).replace(/\s+/g, ' ');
  const spaced = folded.replace(/['-]/g, ' ').replace(/[^\p{L}\p{N}.]+/gu, ' ');
  const found =
    dated(folded, day) ?? monthNamed(spaced, now) ?? counted(spaced, now) ?? seasonal(spaced, now);
  return found === undefined || found <= day || found > day + LONGEST_DAYS ? undefined : isoDay(found);
}

/** "1 February 2027", "15.01."; a weekday is near. */
function dated(folded: string, from: number): number | undefined {
  return DATES.flatMap((each) => [...folded.matchAll(each)].slice(0, 20))
    .filter(({ groups }) => groups?.['weekday'] === undefined)
    .map(({ groups }) => dayMeant(groups ?? {}, from))
    .find((day) => day !== undefined && day > from);
}

function monthNamed(spaced: string, now: Now): number | undefined {
  const { month, year, after } = MONTH_ALONE.exec(spaced)?.groups ?? {};
  const index = MONTHS.get(month ?? '');
  if (index === undefined) return undefined;
  return firstOf(index, year, now, after === undefined ? 0 : 1);
}

function counted(spaced: string, now: Now): number | undefined {
  const quarter = QUARTER.exec(spaced)?.groups;
  if (quarter) return firstOf((Number(quarter['quarter']) - 1) * 3, quarter['year'], now, 0);
  const some = IN_SOME.exec(spaced)?.groups;
  const someUnit = unitOf(some, 'in');
  if (some && someUnit) {
    const number = Number(some['number']) || NUMBERS[some['number'] ?? ''] || 1;
    return now.day + number * DAYS_OF[someUnit];
  }
  const next = NEXT_ONE.exec(spaced)?.groups;
  return beginOf(unitOf(next, 'next') ?? unitOf(next, 'coming'), now);
}

function seasonal(spaced: string, now: Now): number | undefined {
  for (const [season, month] of SEASON) {
    const match = season.exec(spaced);
    if (match) return firstOf(month, undefined, now, match.groups?.['after'] === undefined ? 0 : 3);
  }
  return NEW_YEAR.test(spaced) ? dayOfUtc(now.year + 1, 0, 2) : undefined;
}

function unitOf(groups: Record<string, string | undefined> | undefined, kind: string): Unit | undefined {
  const units: readonly Unit[] = ['week', 'month', 'quarter', 'year'];
  return units.find((name) => groups?.[`${kind}${name}`] !== undefined);
}

/** The first day of the next month, quarter or year. */
function beginOf(next: Unit | undefined, { year, month }: Now): number | undefined {
  // Next week is near.
  if (next === undefined || next === 'week') return undefined;
  if (next === 'year') return dayOfUtc(year + 1, 0, 1);
  if (next === 'month') return dayOfUtc(year, month + 1, 1);
  return dayOfUtc(year, (Math.floor(month / 3) + 1) * 3, 1);
}

/** The first day of a month that comes next, or of one of the given year; `plus` months later. */
function firstOf(month: number, year: string | undefined, now: Now, plus: number): number {
  const named = year === undefined ? now.year : Number(year);
  const first = dayOfUtc(named, month + plus, 1);
  return year === undefined && first <= now.day ? dayOfUtc(named + 1, month + plus, 1) : first;
}

const dayOfUtc = (year: number, month: number, day: number): number =>
  Date.UTC(year, month, day) / 86_400_000;
