import * as z from 'zod';

const literalSchema = z.union([z.number(), z.string(), z.boolean(), z.null()]);
export type Facts = Readonly<Record<string, unknown>>;
export type Thresholds = Readonly<Record<string, number>>;

/** How a fact is compared. A fact that is null compares with nothing but by `is` and `is not`. */
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

/** The condition as a function: a decision walks no tree and compares no names of operators. */
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

/** Every comparison in it. */
export function comparisonsOf(condition: Condition): Comparison[] {
  if ('all' in condition) return condition.all.flatMap(comparisonsOf);
  if ('any' in condition) return condition.any.flatMap(comparisonsOf);
  if ('not' in condition) return comparisonsOf(condition.not);
  return [condition];
}

/** Whether every comparison of the one stands in the other's outermost "all": then it holds whenever the other does. */
export function isCoveredBy(narrow: Condition, wide: Condition): boolean {
  const has = new Set(conjunctsOf(narrow).map((part) => JSON.stringify(part)));
  return conjunctsOf(wide).every((part) => has.has(JSON.stringify(part)));
}

const conjunctsOf = (condition: Condition): readonly Condition[] =>
  'all' in condition ? condition.all.flatMap(conjunctsOf) : [condition];
