/** Numbers as people read them here. One place, so that a column never mixes two ways. */
const LOCALE = 'en';
const whole = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0 });
const fine = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 2 });
const money = new Intl.NumberFormat(LOCALE, { style: 'currency', currency: 'USD', maximumFractionDigits: 2 });
const share = new Intl.NumberFormat(LOCALE, { style: 'percent', maximumFractionDigits: 1 });

export const count = (value: number): string => whole.format(value);
export const decimal = (value: number): string => fine.format(value);
export const usd = (value: number): string => money.format(value);
/** 0.123 as 12.3%; a dash for what is not known. */
export const percent = (value: number | null | undefined): string =>
  value === null || value === undefined ? '–' : share.format(value);
/** A difference of shares in percentage points: 0.032 as +3.2 pp. */
export const points = (value: number | null): string =>
  value === null ? '–' : `${value > 0 ? '+' : ''}${fine.format(Math.round(value * 1000) / 10)} pp`;

/** `1 lead`, `2 leads`. */
export const plural = (value: number, one: string, many = `${one}s`): string =>
  `${count(value)} ${value === 1 ? one : many}`;

const UNITS = ['B', 'kB', 'MB', 'GB'] as const;
export function bytes(value: number): string {
  const power = value < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(value) / 3));
  return `${decimal(value / 1000 ** power)} ${UNITS[power]}`;
}
