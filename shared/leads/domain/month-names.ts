import { MONTH_LANGUAGES } from './languages.ts';

/** Long and short names, alone and within a date (where Slavic languages use another grammatical case). */
const SHAPES: readonly Intl.DateTimeFormatOptions[] = [
  { month: 'long' },
  { month: 'short' },
  { month: 'long', day: 'numeric' },
  { month: 'short', day: 'numeric' },
];
/** Names that people write and CLDR does not have. */
const OTHERS: Readonly<Record<string, number>> = { sept: 9, mrz: 3, maerz: 3, jaenner: 1, janner: 1 };

let months: ReadonlyMap<string, number> | undefined;

/** The month (1 to 12) of a name or its abbreviation in any of the languages. */
export const monthOf = (name: string): number | undefined => namesOfMonths().get(keyOf(name));

function namesOfMonths(): ReadonlyMap<string, number> {
  if (months) return months;
  const found = new Map<string, number | undefined>();
  for (const language of MONTH_LANGUAGES) {
    for (const shape of SHAPES) {
      const format = new Intl.DateTimeFormat(`${language}-u-ca-gregory-nu-latn`, {
        ...shape,
        timeZone: 'UTC',
      });
      for (let month = 1; month <= 12; month++) {
        const parts = format.formatToParts(Date.UTC(2024, month - 1, 15));
        const name = parts.find(({ type }) => type === 'month')?.value ?? '';
        const key = keyOf(name);
        if (key === '' || /^\d+$/.test(key)) continue;
        // A name with different months in two languages (listopad is October in Croatian, November in Czech) is not used.
        found.set(key, found.has(key) && found.get(key) !== month ? undefined : month);
      }
    }
  }
  months = new Map([
    ...[...found].flatMap(([key, month]) => (month === undefined ? [] : [[key, month] as const])),
    ...Object.entries(OTHERS),
  ]);
  return months;
}

const keyOf = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\p{M}\p{P}\s]/gu, '');
