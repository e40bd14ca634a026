import { readNumber } from './numbers.ts';

const DAYS: Readonly<Record<string, number>> = {
  hour: 1 / 24,
  day: 1,
  week: 7,
  month: 365.25 / 12,
  year: 365.25,
};

const HIGH = 90;

interface Rule {
  /** The value of the text in the slot; undefined when it cannot be read. */
  read(text: string): unknown;
  /** The text for the slot that is read as this value; undefined when no text of this slot has this value. */
  say(value: unknown): string | undefined;
}

const number = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);
const plain = (value: unknown): string | undefined =>
  number(value) === undefined || Number(value) < 0 ? undefined : decimal(Number(value));
/** Without exponent and without rounding errors. */
const decimal = (value: number): string => String(Number(value.toFixed(6)));
const only = (constant: unknown): Rule => ({
  read: () => constant,
  say: (value) => (value === constant ? '' : undefined),
});
const quoted: Rule = {
  read: (text) => text.slice(1, -1),
  say: (value) =>
    typeof value === 'string' && value !== '' && !/["\n]/.test(value) ? `"${value}"` : undefined,
};
const word: Rule = { read: (text) => text, say: (value) => (typeof value === 'string' ? value : undefined) };

/** How the text in a slot becomes a value, and back. */
export const READINGS = {
  number: { read: readNumber, say: plain },
  weeks: {
    read: (text) => rounded(daysOf(text), 7, 10),
    say: (value) => plain(value) && `${plain(value)} weeks`,
  },
  days: {
    read: (text) => rounded(daysOf(text), 1, 1),
    say: (value) => plain(value) && `${plain(value)} days`,
  },
  share: {
    read: (text) => scaled(readNumber(text), 1 / 100),
    say: (value) => plain(scaled(number(value), 100)),
  },
  text: quoted,
  word,
  day: { read: (text) => text.slice(0, 10), say: word.say },
  moment: {
    read: (text) => momentOf(text.toUpperCase()),
    say: (value) => (typeof value === 'string' ? value : undefined),
  },
  yes: only(true),
  none: only(0),
  high: only(HIGH),
  'by-profile': only('icp_driven_outreach'),
} as const satisfies Readonly<Record<string, Rule>>;
export type Reading = keyof typeof READINGS;

const STATES: Readonly<Record<string, string>> = { RUNNING: 'EXECUTING', FINISHED: 'COMPLETED' };
/** Words of people for a state. */
export const stateOf = (text: string): string => STATES[text.toUpperCase()] ?? text.toUpperCase();

function daysOf(text: string): number | undefined {
  if (text.toLowerCase() === 'half a year') return DAYS['month'] && DAYS['month'] * 6;
  const [, count = '', unit = ''] = /^(.*) (hour|day|week|month|year)s?$/i.exec(text) ?? [];
  return scaled(readNumber(count), DAYS[unit.toLowerCase()] ?? Number.NaN);
}

const scaled = (value: number | undefined, by: number): number | undefined =>
  value === undefined ? undefined : Number((value * by).toFixed(6));

const rounded = (days: number | undefined, per: number, parts: number): number | undefined =>
  days === undefined ? undefined : Math.round((days / per) * parts) / parts;

/** A day ends at its last minute. A time without a zone is UTC, wherever the machine stands. */
function momentOf(text: string): string | undefined {
  const zoned = /(?:z|[+-]\d{2}:?\d{2})$/i.test(text.slice(10)) ? text : `${text.replace(' ', 'T')}Z`;
  const at = new Date(text.length === 10 ? `${text}T23:59:00Z` : zoned);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}
