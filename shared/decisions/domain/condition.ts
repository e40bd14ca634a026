import * as z from 'zod';

const literalSchema = z.union([z.number(), z.string(), z.boolean(), z.null()]);
export type Facts = Readonly<Record<string, unknown>>;
export type Thresholds = Readonly<Record<string, number>>;

/** Operators of comparisons. For a fact that is null only `is` and `is not` can hold. */
const OPERATORS = {
  is: (fact: unknown, value: unknown) => fact === value,
  'is not': (fact: unknown, value: unknown) => fact !== value,
  '<': (fact: unknown, value: unknown) => numbers(fact, value) && Number(fact) < Number(value),
  '<=': (fact: unknown, value: unknown) => numbers(fact, value) && Number(fact) <= Number(value),
  '>': (fact: unknown, value: unknown) => numbers(fact, value) && Number(fact) > Number(value),
  '>=': (fact: unknown, value: unknown) => numbers(fact, value) && Number(fact) >= Number(value),
} as const;
export type Operator = keyof typeof OPERATORS;
export const ORDERING: readonly Operator[] = ['<', '<=', '>', '>='];

const numbers = (fact: unknown, value: unknown): boolean =>
  typeof fact === 'number' && typeof value === 'number';

const operandSchema = z.union([
  literalSchema,
  z.strictObject({ threshold: z.string() }),
  z.strictObject({ fact: z.string() }),
]);

const comparisonSchema = z.tuple([z.string(), z.enum(['is', 'is not', '<', '<=', '>', '>=']), operandSchema]);
export type Comparison = z.infer<typeof comparisonSchema>;

/**
 * A condition as data: a comparison `[fact, operator, operand]`, where the operand is a value, a threshold of the
 * workspace or another fact; or all, any or none of several.
 */
export type Condition =
  | Comparison
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition };

export const conditionSchema: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    comparisonSchema,
    z.strictObject({ all: z.array(conditionSchema).min(1) }),
    z.strictObject({ any: z.array(conditionSchema).min(1) }),
    z.strictObject({ not: conditionSchema }),
  ]),
);

export type Check = (facts: Facts, thresholds: Thresholds) => boolean;

/** Compiles the condition into a function, so that a decision need not interpret a tree. */
export function compile(condition: Condition): Check {
  if ('all' in condition) {
    const checks = condition.all.map(compile);
    return (facts, thresholds) => checks.every((check) => check(facts, thresholds));
  }
  if ('any' in condition) {
    const checks = condition.any.map(compile);
    return (facts, thresholds) => checks.some((check) => check(facts, thresholds));
  }
  if ('not' in condition) {
    const check = compile(condition.not);
    return (facts, thresholds) => !check(facts, thresholds);
  }
  const [fact, operator, operand] = condition;
  const holds = OPERATORS[operator];
  if (typeof operand !== 'object' || operand === null) return (facts) => holds(facts[fact], operand);
  if ('fact' in operand) return (facts) => holds(facts[fact], facts[operand.fact]);
  return (facts, thresholds) => holds(facts[fact], thresholds[operand.threshold]);
}

/** All comparisons of a condition. */
export function comparisonsOf(condition: Condition): Comparison[] {
  if ('all' in condition) return condition.all.flatMap(comparisonsOf);
  if ('any' in condition) return condition.any.flatMap(comparisonsOf);
  if ('not' in condition) return comparisonsOf(condition.not);
  return [condition];
}

/** Whether the other's outermost "all" contains every comparison of this one. If so, this one holds whenever the other does. */
export function isCoveredBy(narrow: Condition, wide: Condition): boolean {
  const has = new Set(conjunctsOf(narrow).map((part) => JSON.stringify(part)));
  return conjunctsOf(wide).every((part) => has.has(JSON.stringify(part)));
}

const conjunctsOf = (condition: Condition): readonly Condition[] =>
  'all' in condition ? condition.all.flatMap(conjunctsOf) : [condition];
