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
  const reader = new Reader(expression, item, context);
  const answer = either(reader);
  reader.end();
  return answer;
}

/** The item after an update expression: SET with `+`, `-` and `if_not_exists`, REMOVE and ADD, over paths. */
export function updated(expression: string, item: Item, context: Expressions): Item {
  const next = structuredClone(item) as Record<string, unknown>;
  const reader = new Reader(expression, item, context);
  while (!reader.isAtEnd()) {
    const clause = reader.take();
    const act = CLAUSES[clause];
    if (!act) throw new Error(`An update has no clause ${clause}: ${expression}`);
    do act(reader, next);
    while (reader.takeIf(','));
  }
  return next;
}

const CLAUSES: Readonly<Record<string, (reader: Reader, next: Record<string, unknown>) => void>> = {
  SET: (reader, next) => {
    const path = reader.path();
    reader.expect('=');
    let value = reader.operand();
    for (let sign = reader.takeIf('+', '-'); sign; sign = reader.takeIf('+', '-')) {
      const by = reader.operand();
      if (typeof value !== 'number' || typeof by !== 'number') throw invalid('an operand is no number');
      value = sign === '+' ? value + by : value - by;
    }
    place(next, path, value);
  },
  REMOVE: (reader, next) => place(next, reader.path(), undefined),
  ADD: (reader, next) => {
    const path = reader.path();
    const known = at(next, path) ?? 0;
    const by = reader.operand();
    if (typeof known !== 'number' || typeof by !== 'number') throw invalid('ADD to what is no number');
    place(next, path, known + by);
  },
};

type Compare = (a: unknown, b: unknown) => boolean;
/** Values of different types never compare. */
const ordered =
  (test: (sign: number) => boolean): Compare =>
  (a, b) => {
    if (typeof a === 'number' && typeof b === 'number') return test(a - b);
    return typeof a === 'string' && typeof b === 'string' && test(compareText(a, b));
  };
const COMPARISONS: Readonly<Record<string, Compare>> = {
  '=': (a, b) => a !== undefined && JSON.stringify(a) === JSON.stringify(b),
  '<>': (a, b) => JSON.stringify(a) !== JSON.stringify(b),
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

function either(reader: Reader): boolean {
  let answer = all(reader);
  while (reader.takeIf('OR')) answer = all(reader) || answer;
  return answer;
}

function all(reader: Reader): boolean {
  let answer = single(reader);
  while (reader.takeIf('AND')) answer = single(reader) && answer;
  return answer;
}

function single(reader: Reader): boolean {
  if (reader.takeIf('NOT')) return !single(reader);
  if (reader.takeIf('(')) {
    const answer = either(reader);
    reader.expect(')');
    return answer;
  }
  const test = FUNCTIONS[reader.peek() ?? ''];
  if (test) {
    reader.take();
    reader.expect('(');
    const values = [reader.operand()];
    while (reader.takeIf(',')) values.push(reader.operand());
    reader.expect(')');
    return test(values);
  }
  const left = reader.operand();
  const operator = reader.take();
  if (operator === 'BETWEEN') {
    const from = reader.operand();
    reader.expect('AND');
    const to = reader.operand();
    return ordered((sign) => sign >= 0)(left, from) && ordered((sign) => sign <= 0)(left, to);
  }
  const compare = COMPARISONS[operator];
  if (!compare) throw new Error(`A condition has no operator ${operator}.`);
  return compare(left, reader.operand());
}

const TOKENS = /[#:]?[A-Za-z_][A-Za-z0-9_]*(?:\.[#A-Za-z_][A-Za-z0-9_]*)*|<>|<=|>=|[=<>(),+-]/g;

class Reader {
  private readonly tokens: readonly string[];
  private readonly item: Item;
  private readonly context: Expressions;
  private next = 0;

  constructor(expression: string, item: Item, context: Expressions) {
    this.tokens = tokensOf(expression);
    this.item = item;
    this.context = context;
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

  path(): string[] {
    return this.take()
      .split('.')
      .map((part) => (part.startsWith('#') ? named(this.context.names, part) : part));
  }

  operand(): unknown {
    const token = this.peek();
    if (token === 'if_not_exists') return this.ifNotExists();
    if (!token?.startsWith(':')) return at(this.item, this.path());
    this.take();
    const { values = {} } = this.context;
    if (!(token in values)) throw invalid(`${token} has no value`);
    return values[token];
  }

  private ifNotExists(): unknown {
    this.take();
    this.expect('(');
    const known = at(this.item, this.path());
    this.expect(',');
    const otherwise = this.operand();
    this.expect(')');
    return known === undefined ? otherwise : known;
  }
}

const known = new Map<string, readonly string[]>();
function tokensOf(expression: string): readonly string[] {
  const before = known.get(expression);
  if (before) return before;
  const tokens = expression.match(TOKENS) ?? [];
  if (tokens.join('') !== expression.replaceAll(/\s/g, '')) throw new Error(`What does ${expression} mean?`);
  known.set(expression, tokens);
  return tokens;
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

function place(item: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const last = path.at(-1) ?? '';
  const parent = at(item, path.slice(0, -1));
  if (typeof parent !== 'object' || parent === null) throw invalid('the path of an update is not there');
  if (value === undefined) delete (parent as Record<string, unknown>)[last];
  else (parent as Record<string, unknown>)[last] = value;
}

/** What DynamoDB says of a request that makes no sense. */
export const invalid = (message: string): Error =>
  Object.assign(new Error(message), { name: 'ValidationException' });
