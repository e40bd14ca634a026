import * as z from 'zod';

/** An EventBridge event pattern, also used by the filters of event source mappings. */
export type Pattern = Readonly<Record<string, unknown>>;

export const pattern: z.ZodType<Pattern> = z.record(z.string(), z.unknown());

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether the event has, for every field of the pattern, one of the values it allows. */
export function matchesPattern(wanted: Pattern, event: unknown): boolean {
  return Object.entries(wanted).every(([field, condition]) => {
    if (field === '$or')
      return (
        Array.isArray(condition) && condition.some((each) => isObject(each) && matchesPattern(each, event))
      );
    const value = isObject(event) ? event[field] : undefined;
    if (Array.isArray(condition)) return matchesAny(condition, value);
    return isObject(condition) && matchesPattern(condition, value);
  });
}

/** A field that is a list matches when any of its values does. */
function matchesAny(conditions: readonly unknown[], value: unknown): boolean {
  const values = Array.isArray(value) ? value : [value];
  return conditions.some((condition) => values.some((each) => matchesOne(condition, each)));
}

function matchesOne(condition: unknown, value: unknown): boolean {
  if (!isObject(condition)) return condition === value;
  return Object.entries(condition).every(([operator, argument]) => {
    const test = OPERATORS[operator];
    if (test === undefined) throw new Error(`Pattern operator "${operator}" is not known to infra/local.`);
    return test(argument, value);
  });
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const OPERATORS: Readonly<Record<string, (argument: unknown, value: unknown) => boolean>> = {
  prefix: (argument, value) =>
    isObject(argument)
      ? lower(value)?.startsWith(lower(argument['equals-ignore-case']) ?? '\0') === true
      : text(value)?.startsWith(String(argument)) === true,
  suffix: (argument, value) => text(value)?.endsWith(String(argument)) === true,
  'equals-ignore-case': (argument, value) => lower(value) !== undefined && lower(value) === lower(argument),
  wildcard: (argument, value) => {
    const parts = String(argument)
      .split('*')
      .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    return new RegExp(`^${parts.join('.*')}$`, 's').test(text(value) ?? '');
  },
  exists: (argument, value) => (value !== undefined) === (argument === true),
  'anything-but': (argument, value) => {
    if (value === undefined) return false;
    if (isObject(argument)) return !matchesOne(argument, value);
    return Array.isArray(argument) ? !argument.includes(value) : argument !== value;
  },
  numeric: (argument, value) => {
    if (typeof value !== 'number' || !Array.isArray(argument)) return false;
    for (let i = 0; i + 1 < argument.length; i += 2) {
      const compare = COMPARISONS[String(argument[i])];
      if (compare === undefined || !compare(value, Number(argument[i + 1]))) return false;
    }
    return true;
  },
};

const lower = (value: unknown): string | undefined => text(value)?.toLowerCase();

const COMPARISONS: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '=': (a, b) => a === b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};
