/** How works of a kind are told to people, as data: paths such as `forecast.says` name what stands in the result. */
export interface Drawing {
  /** One sentence, in which `{path}` is what stands there. */
  readonly says: string;
  /** The figures that matter, by the words for them. */
  readonly figures?: Readonly<Record<string, Shown>>;
  /** A list in the result, as rows. */
  readonly rows?: { readonly of: string; readonly columns: Readonly<Record<string, Shown>> };
}

/** A path; one with how its number is shown; or that of a list, with a phrase for each of it, in which `{path}` is what stands there. */
type Shown =
  | string
  | { readonly of: string; readonly as: 'share' | 'usd' | 'ms' | 'days' }
  | { readonly of: string; readonly each: string };

export interface Drawn {
  readonly says: string;
  readonly figures: readonly (readonly [title: string, value: string])[];
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const NOTHING = '-';
const DIGITS = 4;
const TINY = 1e-9;

/** A result as its drawing says. What is not there is a dash, and a figure that nothing is known of is left out. */
export function drawn({ says, figures = {}, rows }: Drawing, result: unknown): Drawn {
  const list = rows === undefined ? [] : at(result, rows.of);
  return {
    says: filled(says, result),
    figures: Object.entries(figures).flatMap(([title, shown]): (readonly [string, string])[] => {
      const value = shownIn(result, shown);
      return value === NOTHING ? [] : [[title, value]];
    }),
    columns: Object.keys(rows?.columns ?? {}),
    rows: (Array.isArray(list) ? list : []).map((row) =>
      Object.values(rows?.columns ?? {}).map((shown) => shownIn(row, shown)),
    ),
  };
}

/** What stands at a path; of a list, also its `length`. */
const at = (of: unknown, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>((is, name) => (is === null || is === undefined ? is : Object(is)[name]), of);

const filled = (phrase: string, of: unknown): string =>
  phrase.replace(/\{([\w.]+)\}/g, (_, path: string) => words(at(of, path)));

function shownIn(of: unknown, shown: Shown): string {
  if (typeof shown === 'string') return words(at(of, shown));
  const value = at(of, shown.of);
  if ('as' in shown) return measure(value, shown.as);
  return (Array.isArray(value) ? value : []).map((one) => filled(shown.each, one)).join('; ') || NOTHING;
}

function measure(value: unknown, as: 'share' | 'usd' | 'ms' | 'days'): string {
  if (typeof value !== 'number')
    return isBand(value) ? band(value, (each) => measure(each, as)) : words(value);
  if (as === 'share') return `${words(value * 100)} %`;
  return as === 'usd' ? `$${value.toFixed(2)}` : `${words(value)} ${as}`;
}

interface Band {
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
}
const isBand = (value: unknown): value is Band =>
  typeof value === 'object' && value !== null && 'value' in value && 'low' in value && 'high' in value;
const band = ({ value, low, high }: Band, of: (value: unknown) => string): string =>
  low === null || high === null ? of(value) : `${of(value)} (${of(low)} to ${of(high)})`;

function words(value: unknown): string {
  if (value === null || value === undefined || value === '') return NOTHING;
  // Smaller than anything that is counted or measured here, it is only what rounding has left.
  if (typeof value === 'number')
    return Math.abs(value) < TINY ? '0' : String(Number(value.toPrecision(DIGITS)));
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.map(words).join(', ') || NOTHING;
  if (typeof value !== 'object') return String(value);
  if (isBand(value)) return band(value, words);
  const fields = value as Readonly<Record<string, unknown>>;
  if ('successes' in fields && 'trials' in fields)
    return `${words(fields['successes'])} of ${words(fields['trials'])}`;
  return Object.entries(fields)
    .map(([name, each]) => `${name} ${words(each)}`)
    .join(', ');
}
