import {
  type Check,
  type Comparison,
  comparisonsOf,
  compile,
  type Facts,
  isCoveredBy,
  ORDERING,
  type Thresholds,
} from './condition.ts';
import type { Rule } from './rule.ts';
import { type FactType, SITUATIONS, type Situation } from './situations.ts';

export interface RuleOutcome {
  readonly rule: string;
  readonly action: string;
  readonly confidence: number;
  readonly explanation: string;
}

export interface RuleEngine {
  /** The outcome of the rule with the highest priority that applies; undefined when none applies. */
  decide(situation: Situation, facts: Facts, thresholds: Thresholds): RuleOutcome | undefined;
}

interface Compiled {
  readonly rule: Rule;
  readonly check: Check;
}

/**
 * Makes an interpreter of rules.
 * @throws Error that lists every problem: facts, thresholds, actions or placeholders that the situation does not have, rules
 * of equal priority that could contradict each other, rules that a higher one always shadows, and duplicate names.
 */
export function ruleEngine(rules: readonly Rule[], thresholdNames: ReadonlySet<string>): RuleEngine {
  const problems = ruleProblems(rules, thresholdNames);
  if (problems.length > 0) throw new Error(`The rules cannot be used.\n${problems.join('\n')}`);
  const bySituation = new Map<Situation, readonly Compiled[]>(
    [...Map.groupBy(rules, ({ situation }) => situation)].map(([situation, group]) => [
      situation,
      group.toSorted(byPriority).map((rule) => ({ rule, check: compile(rule.when) })),
    ]),
  );
  return {
    decide(situation, facts, thresholds) {
      const found = bySituation.get(situation)?.find(({ check }) => check(facts, thresholds));
      if (!found) return undefined;
      const { name, action, confidence, explanation } = found.rule;
      return { rule: name, action, confidence, explanation: explain(explanation, facts, thresholds) };
    },
  };
}

const byPriority = (a: Rule, b: Rule): number => b.priority - a.priority;

/** The problems of rules, one line each; empty when they can be used. */
export function ruleProblems(rules: readonly Rule[], thresholdNames: ReadonlySet<string>): string[] {
  const problems = rules.flatMap((rule) => problemsOf(rule, thresholdNames));
  for (const [name, same] of Map.groupBy(rules, ({ name }) => name)) {
    if (same.length > 1) problems.push(`${name}: there are ${same.length} rules of this name.`);
  }
  for (const group of Map.groupBy(rules, ({ situation }) => situation).values()) {
    const ordered = group.toSorted(byPriority);
    ordered.forEach((rule, i) => {
      for (const above of ordered.slice(0, i)) {
        if (above.priority === rule.priority && above.action !== rule.action) {
          problems.push(
            `${above.name} and ${rule.name} have the priority ${rule.priority} and answer differently (${above.action}, ${rule.action}).`,
          );
        } else if (isCoveredBy(rule.when, above.when)) {
          problems.push(`${rule.name} is never reached: ${above.name} answers whenever it would.`);
        }
      }
    });
  }
  return problems;
}

function problemsOf(rule: Rule, thresholdNames: ReadonlySet<string>): string[] {
  const facts: Readonly<Record<string, FactType>> = SITUATIONS[rule.situation].facts;
  const actions: readonly string[] = SITUATIONS[rule.situation].actions;
  const say = (text: string): string => `${rule.name}: ${text}`;
  const known = (name: string): boolean => name in facts || thresholdNames.has(name);
  return [
    ...(actions.includes(rule.action)
      ? []
      : [say(`the action ${rule.action} is not one of ${actions.join(', ')}.`)]),
    ...comparisonsOf(rule.when).flatMap((comparison) =>
      comparisonProblems(comparison, facts, thresholdNames).map(say),
    ),
    ...placeholdersOf(rule.explanation)
      .filter((name) => !known(name))
      .map((name) => say(`the explanation names {${name}}, which ${rule.situation} does not know.`)),
  ];
}

function comparisonProblems(
  [fact, operator, operand]: Comparison,
  facts: Readonly<Record<string, FactType>>,
  thresholdNames: ReadonlySet<string>,
): string[] {
  const type = facts[fact];
  if (type === undefined) return [`there is no fact ${fact}; there are ${Object.keys(facts).join(', ')}.`];
  if (ORDERING.includes(operator) && !type.startsWith('number')) {
    return [`${fact} is not a number, so "${operator}" cannot compare it.`];
  }
  if (typeof operand !== 'object' || operand === null) {
    return fits(type, operand)
      ? []
      : [`${fact} is ${type}, and is compared with ${JSON.stringify(operand)}.`];
  }
  if ('fact' in operand) {
    return operand.fact in facts ? [] : [`there is no fact ${operand.fact}.`];
  }
  if (!thresholdNames.has(operand.threshold)) return [`there is no threshold ${operand.threshold}.`];
  return type.startsWith('number') ? [] : [`${fact} is not a number and has no threshold.`];
}

function fits(type: FactType, value: unknown): boolean {
  if (value === null) return type.endsWith('?');
  const typeName = { number: 'number', text: 'string', flag: 'boolean' }[type.replace('?', '')];
  return typeof value === typeName;
}

const PLACEHOLDER = /\{(\w+)\}/g;

const placeholdersOf = (text: string): string[] =>
  [...text.matchAll(PLACEHOLDER)].map(([, name]) => name ?? '');

const explain = (template: string, facts: Facts, thresholds: Thresholds): string =>
  template.replace(PLACEHOLDER, (_, name: string) => spoken(name in facts ? facts[name] : thresholds[name]));

/** Numbers for people: small numbers keep their digits. */
function spoken(value: unknown): string {
  if (typeof value !== 'number') return value === null ? 'none' : String(value);
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(3)));
}
