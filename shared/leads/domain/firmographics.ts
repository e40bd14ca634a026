import { MAX_COUNT, MAX_REVENUE } from './lead-profile.ts';
import { isPlaceholder } from './placeholders.ts';

/** Whether a cell is blank or says that nothing is known. */
export const isMissing = (raw: string): boolean => raw.trim() === '' || isPlaceholder(raw);

const SCALE: Readonly<Record<string, number>> = {
  k: 1e3,
  thousand: 1e3,
  m: 1e6,
  mn: 1e6,
  mio: 1e6,
  million: 1e6,
  b: 1e9,
  bn: 1e9,
  billion: 1e9,
};
const NUMBER = /(\d[\d.,'\s]*)\s*(thousand|million|billion|bn|mio|mn|[kmb])?(?![a-z])/gi;
/** Words that may stand beside a number. A cell with other words is about something else. */
const BESIDE = new Set(
  `to and between from over under more less than about approx approximately ca circa around up bis von ab plus
   usd eur gbp chf dollar dollars euro euros pounds a per year annual annually yearly revenue pa
   employee employees people persons staff headcount fte ftes mitarbeiter mitarbeitende
   s sec secs second seconds min minutes visit visits view views page pages times`.split(/\s+/),
);

/** A number of at least 0, with thousands separators or `10k`, `$2.5M`; a range is its middle. */
export function parseQuantity(raw: string): number | undefined {
  if (/^\s*[-−(]/.test(raw)) return undefined;
  const words =
    raw
      .replace(NUMBER, ' ')
      .toLowerCase()
      .match(/\p{L}+/gu) ?? [];
  if (!words.every((word) => BESIDE.has(word))) return undefined;
  const found = numbersIn(raw);
  const [low, high] = found;
  if (low === undefined || found.length > 2) return undefined;
  const value = high === undefined ? low : (low + high) / 2;
  return value <= MAX_REVENUE ? value : undefined;
}

/** Employees of a company: `250`, `51-200`, `1,001 to 5,000 employees`, `10,000+` (which is more than that). */
export function parseEmployees(raw: string): number | undefined {
  const value = parseQuantity(raw);
  if (value === undefined) return undefined;
  const whole = Math.round(value) + (/\d\s*\+/.test(raw) ? 1 : 0);
  return whole >= 1 && whole <= MAX_COUNT ? whole : undefined;
}

const YES = new Set([
  '1',
  'yes',
  'y',
  'true',
  'won',
  'closed won',
  'converted',
  'customer',
  'ja',
  'oui',
  'si',
]);
const NO = new Set(['0', 'no', 'n', 'false', 'lost', 'closed lost', 'not converted', 'nein', 'non']);

/** Undefined for any other word. */
export function parseOutcome(raw: string): boolean | undefined {
  const word = raw.trim().toLowerCase();
  return YES.has(word) ? true : NO.has(word) ? false : undefined;
}

function numbersIn(raw: string): number[] {
  return [...raw.matchAll(NUMBER)].flatMap(([, digits = '', unit = '']) => {
    const plain = digits.trim().replace(/[.,'\s]+$/, '');
    const grouped = /^\d{1,3}([.,'\s]\d{3})+$/.test(plain);
    const value = Number(grouped ? plain.replace(/[.,'\s]/g, '') : plain.replace(',', '.'));
    return Number.isFinite(value) ? [value * (SCALE[unit.toLowerCase()] ?? 1)] : [];
  });
}
