import * as z from 'zod';

const COMPARISON =
  /^(String|Numeric|Boolean|Timestamp)(Equals|LessThan|GreaterThan|LessThanEquals|GreaterThanEquals)(Path)?$/;
const TYPE_TEST = /^Is(Null|Present|Numeric|String|Boolean|Timestamp)$/;

const VALUE_TYPES: Readonly<Record<string, string>> = {
  String: 'string',
  Numeric: 'number',
  Boolean: 'boolean',
  Timestamp: 'string',
};

const rule = z.record(z.string(), z.unknown());
const rules = z.array(rule).min(1);
type Rule = z.infer<typeof rule>;

/**
 * A rule as Amazon decides it, in the terms of the interpreter. That one compares values of any types as JavaScript
 * does (the text "2" is less than the number 3) and takes `IsPresent: false` for never; on AWS a value of another type is
 * no match. So each comparison is asked together with the type of what it compares.
 * @throws for a rule that has no comparison, two of them, or a field that is none
 */
export function strictChoiceRule(value: unknown): Rule {
  const { Next, Comment: _, ...test } = rule.parse(value);
  return { ...strictTest(test), Next };
}

function strictTest({ Variable, ...test }: Rule): Rule {
  const [entry, ...others] = Object.entries(test);
  if (entry === undefined || others.length > 0) {
    throw new Error(
      `a choice rule has one comparison; this one has ${Object.keys(test).join(', ') || 'none'}`,
    );
  }
  const [operator, argument] = entry;
  if (Variable === undefined) {
    if (operator === 'And' || operator === 'Or') return { [operator]: rules.parse(argument).map(strictTest) };
    if (operator === 'Not') return { Not: strictTest(rule.parse(argument)) };
    throw new Error(`the choice rule ${operator} needs a Variable`);
  }
  const expect = (type: string): void => {
    if (typeof argument !== type)
      throw new Error(`${operator} takes a ${type}, not ${JSON.stringify(argument)}`);
  };
  if (TYPE_TEST.test(operator)) {
    expect('boolean');
    const isSo = { Variable, [operator]: true };
    return argument === true ? isSo : { Not: isSo };
  }
  if (operator === 'StringMatches') {
    expect('string');
    // Only * is a wildcard on AWS; the interpreter would take ? for one letter.
    const wanted = String(argument).replaceAll('?', String.raw`\?`);
    return typed(['String', Variable], { Variable, StringMatches: wanted });
  }
  const [, type = '', , fromPath] = COMPARISON.exec(operator) ?? [];
  if (type === '') throw new Error(`${operator} is no comparison of choice rules`);
  expect(fromPath === undefined ? (VALUE_TYPES[type] ?? '') : 'string');
  const other = fromPath === undefined ? [] : [argument];
  return typed([type, Variable, ...other], { Variable, [operator]: argument });
}

function typed([type, ...paths]: readonly unknown[], comparison: Rule): Rule {
  return { And: [...paths.map((each) => ({ Variable: each, [`Is${type}`]: true })), comparison] };
}
