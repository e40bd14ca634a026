/** Attributes of an item, as the document client has them. */
export type Item = Readonly<Record<string, unknown>>;

export interface Expressions {
  readonly names?: Readonly<Record<string, string>> | undefined;
  readonly values?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * A condition or key condition of DynamoDB over an item: comparisons, BETWEEN, AND, OR, NOT, brackets, and the functions
 * of `FUNCTIONS`. What it does not know it refuses, so that no condition is ever taken for true.
 */
export function holds(expression: string, item: Item, context: Expressions): boolean {
  return readOnce(conditions, expression, (reader) => {
    const condition = either(reader);
    reader.end();
    return condition;
  })(item, context);
}

/** The item after an update expression: SET with `+`, `-` and `if_not_exists`, REMOVE and ADD, over paths. */
export function updated(expression: string, item: Item, context: Expressions): Item {
  const changes = readOnce(updates, expression, (reader) => {
    const read: Change[] = [];
    while (!reader.isAtEnd()) {
      const clause = CLAUSES[reader.take()];
      if (!clause) throw new Error(`An update has no such clause: ${expression}`);
      do read.push(clause(reader));
      while (reader.takeIf(','));
    }
    return read;
  });
  return changes.reduce((next, change) => change(item, next, context), item);
}

type Operand = (item: Item, context: Expressions) => unknown;
type Condition = (item: Item, context: Expressions) => boolean;
/** @returns `next`, changed by what `item` was before all changes */
type Change = (item: Item, next: Item, context: Expressions) => Item;

/** There are few expressions, and each is used thousands of times. */
const conditions = new Map<string, Condition>();
const updates = new Map<string, readonly Change[]>();
function readOnce<T>(known: Map<string, T>, expression: string, read: (reader: Reader) => T): T {
  const before = known.get(expression);
  if (before !== undefined) return before;
  const result = read(new Reader(expression));
  known.set(expression, result);
  return result;
}

const CLAUSES: Readonly<Record<string, (reader: Reader) => Change>> = {
  SET: (reader) => {
    const path = reader.path();
    reader.expect('=');
    let value = reader.operand();
    for (let sign = reader.takeIf('+', '-'); sign; sign = reader.takeIf('+', '-'))
      value = sum(value, sign, reader.operand());
    return (item, next, context) => placed(next, path(context), value(item, context));
  },
  REMOVE: (reader) => {
    const path = reader.path();
    return (_, next, context) => placed(next, path(context), undefined);
  },
  ADD: (reader) => {
    const [path, operand] = [reader.path(), reader.operand()];
    return (item, next, context) => {
      const known = at(next, path(context)) ?? 0;
      const by = operand(item, context);
      if (typeof known !== 'number' || typeof by !== 'number') throw invalid('ADD to what is no number');
      return placed(next, path(context), known + by);
    };
  },
};

const sum =
  (left: Operand, sign: string, right: Operand): Operand =>
  (item, context) => {
    const [value, by] = [left(item, context), right(item, context)];
    if (typeof value !== 'number' || typeof by !== 'number') throw invalid('an operand is no number');
    return sign === '+' ? value + by : value - by;
  };

type Compare = (a: unknown, b: unknown) => boolean;
/** Values of different types never compare. */
const ordered =
  (test: (sign: number) => boolean): Compare =>
  (a, b) => {
    if (typeof a === 'number' && typeof b === 'number') return test(a - b);
    return typeof a === 'string' && typeof b === 'string' && test(compareText(a, b));
  };
const isSame: Compare = (a, b) =>
  a === b || (typeof a === 'object' && JSON.stringify(a) === JSON.stringify(b));
const COMPARISONS: Readonly<Record<string, Compare>> = {
  '=': (a, b) => a !== undefined && isSame(a, b),
  '<>': (a, b) => !isSame(a, b),
  '<': ordered((sign) => sign < 0),
  '<=': ordered((sign) => sign <= 0),
  '>': ordered((sign) => sign > 0),
  '>=': ordered((sign) => sign >= 0),
};

const FUNCTIONS: Readonly<Record<string, (values: readonly unknown[]) => boolean>> = {
  attribute_exists: ([value]) => value !== undefined,
  attribute_not_exists: ([value]) => value === undefined,
  begins_with: ([value, prefix]) =>
    typeof value === 'string' && typeof prefix === 'string' && value.startsWith(prefix),
};

/** Strings are ordered by their UTF-8 bytes. */
export const compareText = (a: string, b: string): number =>
  isAscii(a) && isAscii(b) ? (a < b ? -1 : a > b ? 1 : 0) : Buffer.compare(Buffer.from(a), Buffer.from(b));
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are all of ASCII
const isAscii = (text: string): boolean => /^[\u0000-\u007f]*$/.test(text);

/** Both sides are asked, so that what makes no sense is refused in either. */
const joined =
  (word: string, side: (reader: Reader) => Condition, join: (a: boolean, b: boolean) => boolean) =>
  (reader: Reader): Condition => {
    const first = side(reader);
    if (!reader.takeIf(word)) return first;
    const others = joined(word, side, join)(reader);
    return (item, context) => join(first(item, context), others(item, context));
  };
const all = joined(
  'AND',
  (reader) => single(reader),
  (a, b) => a && b,
);
const either = joined('OR', all, (a, b) => a || b);

function single(reader: Reader): Condition {
  if (reader.takeIf('NOT')) {
    const condition = single(reader);
    return (item, context) => !condition(item, context);
  }
  if (reader.takeIf('(')) {
    const condition = either(reader);
    reader.expect(')');
    return condition;
  }
  const test = FUNCTIONS[reader.peek() ?? ''];
  if (test) {
    reader.take();
    reader.expect('(');
    const operands = [reader.operand()];
    while (reader.takeIf(',')) operands.push(reader.operand());
    reader.expect(')');
    return (item, context) => test(operands.map((operand) => operand(item, context)));
  }
  const left = reader.operand();
  const operator = reader.take();
  if (operator === 'BETWEEN') {
    const from = reader.operand();
    reader.expect('AND');
    const to = reader.operand();
    return (item, context) => {
      const value = left(item, context);
      const isFrom = ordered((sign) => sign >= 0)(value, from(item, context));
      return ordered((sign) => sign <= 0)(value, to(item, context)) && isFrom;
    };
  }
  const compare = COMPARISONS[operator];
  if (!compare) throw new Error(`A condition has no operator ${operator}.`);
  const right = reader.operand();
  return (item, context) => compare(left(item, context), right(item, context));
}

const TOKENS = /[#:]?[A-Za-z_][A-Za-z0-9_]*(?:\.[#A-Za-z_][A-Za-z0-9_]*)*|<>|<=|>=|[=<>(),+-]/g;

class Reader {
  private readonly tokens: readonly string[];
  private next = 0;

  constructor(expression: string) {
    this.tokens = expression.match(TOKENS) ?? [];
    if (this.tokens.join('') !== expression.replaceAll(/\s/g, ''))
      throw new Error(`What does ${expression} mean?`);
  }

  peek = (): string | undefined => this.tokens[this.next];
  isAtEnd = (): boolean => this.next >= this.tokens.length;

  take(): string {
    const token = this.tokens[this.next++];
    if (token === undefined) throw new Error('An expression ends too soon.');
    return token;
  }

  takeIf(...wanted: readonly string[]): string | undefined {
    const token = this.peek();
    return token !== undefined && wanted.includes(token) ? this.take() : undefined;
  }

  expect(wanted: string): void {
    const token = this.take();
    if (token !== wanted) throw new Error(`An expression has ${token} where ${wanted} should be.`);
  }

  end(): void {
    if (!this.isAtEnd()) throw new Error(`An expression goes on with ${this.take()}.`);
  }

  path(): (context: Expressions) => readonly string[] {
    const parts = this.take().split('.');
    if (!parts.some((part) => part.startsWith('#'))) return () => parts;
    return ({ names }) => parts.map((part) => (part.startsWith('#') ? named(names, part) : part));
  }

  operand(): Operand {
    const token = this.peek();
    if (token === 'if_not_exists') return this.ifNotExists();
    if (!token?.startsWith(':')) {
      const path = this.path();
      return (item, context) => at(item, path(context));
    }
    this.take();
    return (_, { values = {} }) => {
      if (!(token in values)) throw invalid(`${token} has no value`);
      return values[token];
    };
  }

  private ifNotExists(): Operand {
    this.take();
    this.expect('(');
    const path = this.path();
    this.expect(',');
    const otherwise = this.operand();
    this.expect(')');
    return (item, context) => {
      const instead = otherwise(item, context);
      const known = at(item, path(context));
      return known === undefined ? instead : known;
    };
  }
}

function named(names: Expressions['names'], part: string): string {
  const name = names?.[part];
  if (name === undefined) throw invalid(`${part} has no name`);
  return name;
}

const at = (item: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (value, part) => (typeof value === 'object' && value !== null ? (value as Item)[part] : undefined),
    item,
  );

/** The item with a value at a path, or without what is there. */
function placed(item: Item, [name = '', ...rest]: readonly string[], value: unknown): Item {
  if (rest.length > 0) {
    const inner = item[name];
    if (typeof inner !== 'object' || inner === null) throw invalid('the path of an update is not there');
    return { ...item, [name]: placed(inner as Item, rest, value) };
  }
  if (value !== undefined) return { ...item, [name]: value };
  const { [name]: _, ...others } = item;
  return others;
}

/** What DynamoDB says of a request that makes no sense. */
export const invalid = (message: string): Error =>
  Object.assign(new Error(message), { name: 'ValidationException' });
