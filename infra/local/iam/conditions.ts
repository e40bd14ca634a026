import * as z from 'zod';
import { wildcard } from './wildcard.ts';

/**
 * What a request is made of beside its action and resource, by the condition key in lower case. A key that the
 * request does not have is missing.
 */
export type Context = Readonly<Record<string, string | readonly string[]>>;

/** The condition keys that requests here can have a value for. A policy with another one stops the start. */
const KNOWN_KEYS = new Set([
  'aws:principalaccount',
  'aws:principalarn',
  'aws:principalservicename',
  'aws:requestedregion',
  'aws:securetransport',
  'aws:sourceaccount',
  'aws:sourcearn',
  'aws:sourceowner',
  'dynamodb:leadingkeys',
  'dynamodb:select',
  'events:detail-type',
  'events:source',
  'iam:passedtoservice',
  'kms:viaservice',
  's3:prefix',
  'ses:fromaddress',
  'ses:fromdisplayname',
  'ses:recipients',
]);

/** Holds for a request or does not. */
export type Condition = (context: Context) => boolean;

type Test = (given: string, wanted: string) => boolean;

const sameCase = (text: string): string => text.toLowerCase();
const number =
  (compare: (a: number, b: number) => boolean): Test =>
  (given, wanted) =>
    compare(Number(given), Number(wanted));
const date =
  (compare: (a: number, b: number) => boolean): Test =>
  (given, wanted) =>
    compare(Date.parse(given), Date.parse(wanted));
const like: Test = (given, wanted) => wildcard(wanted)(given);

/** The operators of IAM, by name in lower case. Those with `not` hold when none of the wanted values fits. */
const OPERATORS: Readonly<Record<string, { readonly test: Test; readonly negated?: true }>> = {
  stringequals: { test: (given, wanted) => given === wanted },
  stringnotequals: { test: (given, wanted) => given === wanted, negated: true },
  stringequalsignorecase: { test: (given, wanted) => sameCase(given) === sameCase(wanted) },
  stringnotequalsignorecase: { test: (given, wanted) => sameCase(given) === sameCase(wanted), negated: true },
  stringlike: { test: like },
  stringnotlike: { test: like, negated: true },
  arnequals: { test: like },
  arnlike: { test: like },
  arnnotequals: { test: like, negated: true },
  arnnotlike: { test: like, negated: true },
  bool: { test: (given, wanted) => sameCase(given) === sameCase(wanted) },
  numericequals: { test: number((a, b) => a === b) },
  numericnotequals: { test: number((a, b) => a === b), negated: true },
  numericlessthan: { test: number((a, b) => a < b) },
  numericlessthanequals: { test: number((a, b) => a <= b) },
  numericgreaterthan: { test: number((a, b) => a > b) },
  numericgreaterthanequals: { test: number((a, b) => a >= b) },
  dateequals: { test: date((a, b) => a === b) },
  datenotequals: { test: date((a, b) => a === b), negated: true },
  datelessthan: { test: date((a, b) => a < b) },
  datelessthanequals: { test: date((a, b) => a <= b) },
  dategreaterthan: { test: date((a, b) => a > b) },
  dategreaterthanequals: { test: date((a, b) => a >= b) },
};

// Lists first: to coerce one would make one text of it.
const texts = z.union([z.array(z.coerce.string()), z.coerce.string().transform((text) => [text])]);
const block = z.record(z.string(), z.record(z.string(), texts));
const NAME = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/i;
const VARIABLE = /\$\{([^}]+)\}/g;

/** @throws for an operator or a key that cannot be decided here: a condition that is not looked at is no condition. */
export function compileConditions(source: unknown): Condition[] {
  return Object.entries(block.parse(source ?? {})).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, wanted]) => compile(operator, key, wanted)),
  );
}

function compile(name: string, key: string, wanted: readonly string[]): Condition {
  const [, set, base = '', ifExists] = NAME.exec(name) ?? [];
  const known = key.toLowerCase();
  if (!KNOWN_KEYS.has(known))
    throw new Error(`The condition key ${key} is not known to infra/local/iam/conditions.ts.`);
  if (base.toLowerCase() === 'null') {
    return (context) => (context[known] === undefined) === (sameCase(wanted[0] ?? '') === 'true');
  }
  const operator = OPERATORS[base.toLowerCase()];
  if (operator === undefined)
    throw new Error(`The condition operator ${name} is not known to infra/local/iam/conditions.ts.`);
  const { test, negated = false } = operator;
  const fits = (given: string, context: Context): boolean =>
    wanted.some((each) => test(given, withVariables(each, context))) !== negated;
  const forAll = set?.toLowerCase() === 'forallvalues';
  return (context) => {
    const value = context[known];
    // Without the key, "not equal" holds, "equal" does not, and "for all of none" does.
    if (value === undefined) return ifExists !== undefined || forAll || negated;
    if (typeof value === 'string') return fits(value, context);
    return forAll || (negated && set === undefined)
      ? value.every((each) => fits(each, context))
      : value.some((each) => fits(each, context));
  };
}

/** Policy variables such as `${aws:PrincipalArn}`; one without a value fits nothing. */
export const withVariables = (text: string, context: Context): string =>
  text.includes('${')
    ? text.replaceAll(VARIABLE, (_, key: string) => {
        const value = context[key.toLowerCase()];
        return typeof value === 'string' ? value : '\u0000';
      })
    : text;
