import { addressDigits, cidrRange } from './ip-range.ts';

/** One of the values that a pattern allows in a field. */
export interface Condition {
  readonly matches: (value: unknown) => boolean;
  /** Whether a field that is not there, or an empty list, is allowed. */
  readonly matchesAbsence: boolean;
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** @throws what is wrong with it, for a person */
export function parseCondition(value: unknown): Condition {
  if (!isObject(value)) return present(parseLiteral(value));
  const [operator, argument] = onlyEntry(value);
  if (operator === 'exists') {
    if (typeof argument !== 'boolean') throw new Error('exists takes true or false.');
    return { matches: () => argument, matchesAbsence: !argument };
  }
  const parse = OPERATORS[operator];
  if (parse === undefined) throw new Error(`"${operator}" is no operator of event patterns.`);
  return present(parse(argument));
}

type Test = Condition['matches'];

const present = (matches: Test): Condition => ({ matches, matchesAbsence: false });

function onlyEntry(value: Record<string, unknown>): [string, unknown] {
  const [entry, ...others] = Object.entries(value);
  if (entry === undefined || others.length > 0) throw new Error('an operator stands alone in its object.');
  return entry;
}

/** A text that is an IP address stands for that address, however it is written. */
function parseLiteral(wanted: unknown): Test {
  if (typeof wanted === 'object' && wanted !== null) {
    throw new Error('a value must be a text, a number, true, false, null or an operator.');
  }
  const digits = typeof wanted === 'string' ? addressDigits(wanted) : undefined;
  if (digits === undefined) return (value) => value === wanted;
  return (value) => typeof value === 'string' && addressDigits(value) === digits;
}

const OPERATORS: Readonly<Record<string, (argument: unknown) => Test>> = {
  exactly: (argument) => {
    const wanted = text('exactly', argument);
    return (value) => value === wanted;
  },
  prefix: (argument) => affix('prefix', argument),
  suffix: (argument) => affix('suffix', argument),
  'equals-ignore-case': (argument) => ofTexts(`^"${anyCase(text('equals-ignore-case', argument))}"$`),
  wildcard: (argument) => wildcard(argument),
  'anything-but': (argument) => {
    const tests = anythingBut(argument);
    return (value) => !tests.some((test) => test(value));
  },
  numeric: (argument) => numeric(argument),
  cidr: (argument) => {
    const { first, last } = cidrRange(text('cidr', argument));
    return (value) => {
      const digits = typeof value === 'string' ? addressDigits(value) : undefined;
      return digits !== undefined && digits >= first && digits <= last;
    };
  },
};

function text(operator: string, argument: unknown): string {
  if (typeof argument !== 'string') throw new Error(`${operator} takes a text.`);
  return argument;
}

/** Texts are compared with their quotes around them: the engine does, and so `{"prefix": "a\""}` finds "a". */
function ofTexts(expression: string): Test {
  const regExp = new RegExp(expression, 's');
  return (value) => typeof value === 'string' && regExp.test(`"${value}"`);
}

const literally = (letters: string): string => letters.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

const NEVER = '(?!)';

/** Each letter in lower or upper case. The engine of AWS finds no letter beyond the first 65,536 (emoji) in this way. */
const anyCase = (letters: string): string =>
  Array.from(letters, (letter) =>
    letter.length > 1 ? NEVER : `(?:${literally(letter.toLowerCase())}|${literally(letter.toUpperCase())})`,
  ).join('');

function affix(operator: 'prefix' | 'suffix', argument: unknown): Test {
  const anchored = (expression: string): Test =>
    ofTexts(operator === 'prefix' ? `^"${expression}` : `${expression}"$`);
  if (!isObject(argument)) return anchored(literally(text(operator, argument)));
  const [nested, letters] = onlyEntry(argument);
  if (nested !== 'equals-ignore-case') throw new Error(`"${nested}" is no operator inside ${operator}.`);
  return anchored(anyCase(text(nested, letters)));
}

function wildcard(argument: unknown): Test {
  const wanted = text('wildcard', argument);
  if (wanted.replaceAll(/\\[*\\]/g, '').includes('\\')) {
    throw new Error('in a wildcard a backslash stands before * or another backslash only.');
  }
  const parts = wanted.match(/\\[*\\]|\*|[^\\*]+/gs) ?? [];
  if (parts.some((part, n) => part === '*' && parts[n + 1] === '*')) {
    throw new Error('a wildcard has no two * in a row.');
  }
  const expression = parts.map((part) =>
    part === '*' ? '.*' : literally(part.startsWith('\\') ? part.slice(1) : part),
  );
  return ofTexts(`^"${expression.join('')}"$`);
}

const NESTED_IN_ANYTHING_BUT: Readonly<Record<string, (argument: string) => Test>> = {
  prefix: (argument) => affix('prefix', notEmpty('prefix', argument)),
  suffix: (argument) => affix('suffix', notEmpty('suffix', argument)),
  'equals-ignore-case': (argument) => ofTexts(`^"${anyCase(argument)}"$`),
  wildcard: (argument) => wildcard(argument),
};

function anythingBut(argument: unknown): Test[] {
  if (!isObject(argument)) {
    const wanted = listOf('anything-but', argument);
    const [first] = wanted;
    const known = typeof first === 'string' || typeof first === 'number';
    if (!known || !wanted.every((each) => typeof each === typeof first)) {
      throw new Error('anything-but takes texts or numbers, and does not mix them.');
    }
    return wanted.map((each) => (value) => value === each);
  }
  const [operator, nested] = onlyEntry(argument);
  const parse = NESTED_IN_ANYTHING_BUT[operator];
  if (parse === undefined) throw new Error(`"${operator}" is no operator inside anything-but.`);
  return listOf(operator, nested).map((each) => parse(text(operator, each)));
}

function listOf(operator: string, argument: unknown): unknown[] {
  const values: unknown[] = Array.isArray(argument) ? argument : [argument];
  if (values.length === 0) throw new Error(`${operator} has an empty list.`);
  return values;
}

function notEmpty(operator: string, argument: string): string {
  if (argument === '') throw new Error(`${operator} inside anything-but must not be empty.`);
  return argument;
}

const ABOVE: Readonly<Record<string, (value: number, limit: number) => boolean>> = {
  '>': (value, limit) => value > limit,
  '>=': (value, limit) => value >= limit,
};
const BELOW: Readonly<Record<string, (value: number, limit: number) => boolean>> = {
  '<': (value, limit) => value < limit,
  '<=': (value, limit) => value <= limit,
};
const SINGLE: typeof ABOVE = { '=': (value, limit) => value === limit, ...ABOVE, ...BELOW };

/** `["=", n]`, one limit, or one below and one above, in this order. */
function numeric(argument: unknown): Test {
  if (!Array.isArray(argument)) throw new Error('numeric takes a list such as [">", 0, "<=", 5].');
  const [operator, limit, second, top, ...others]: unknown[] = argument;
  const single = argument.length === 2;
  const compare = (single ? SINGLE : ABOVE)[String(operator)];
  const within = single ? () => true : BELOW[String(second)];
  if (compare === undefined || within === undefined || others.length > 0) {
    throw new Error('numeric takes one of = < <= > >= and a number, or > or >= first and < or <= after it.');
  }
  const [lowest, highest] = [limit, single ? Number.POSITIVE_INFINITY : top];
  if (typeof lowest !== 'number' || typeof highest !== 'number' || !Number.isFinite(lowest)) {
    throw new Error('numeric compares with numbers.');
  }
  if (lowest >= highest) throw new Error('the range of numeric is empty: its bottom is not below its top.');
  return (value) => typeof value === 'number' && compare(value, lowest) && within(value, highest);
}
