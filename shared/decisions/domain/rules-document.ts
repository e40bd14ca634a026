import { type FieldProblem, RexError } from '../../kernel/errors.ts';
import type { RuleSettings } from '../contract/settings.ts';
import { THRESHOLDS } from './decide.ts';
import { type RuleEngine, ruleEngine, ruleProblems } from './engine.ts';
import { type Rule, ruleSchema } from './rule.ts';
import { RULES } from './rules/rules.ts';

export interface RulesDocument {
  readonly thresholds?: Partial<RuleSettings> | undefined;
  readonly disable?: readonly string[] | undefined;
  readonly rules?: readonly { readonly name: string }[] | undefined;
}

/**
 * An interpreter of the rules in force with the changes of a document: rules left out, replaced or added.
 * @throws RexError VALIDATION_FAILED that names each invalid field of the document
 */
export function engineOf({ disable = [], rules = [] }: RulesDocument): RuleEngine {
  const problems: FieldProblem[] = [];
  const given = rules.flatMap((rule, i): Rule[] => {
    const parsed = ruleSchema.safeParse(rule);
    if (parsed.success) return [parsed.data];
    for (const { path, message } of parsed.error.issues) {
      problems.push({ path: ['body.rules.rules', i, ...path].join('.'), message });
    }
    return [];
  });
  const names = new Set([...RULES, ...given].map(({ name }) => name));
  disable.forEach((name, i) => {
    if (!names.has(name)) problems.push({ path: `body.rules.disable.${i}`, message: `there is no ${name}` });
  });
  const replaced = new Set(given.map(({ name }) => name));
  const kept = RULES.filter(({ name }) => !replaced.has(name) && !disable.includes(name));
  const all = [...kept, ...given.filter(({ name }) => !disable.includes(name))];
  if (problems.length === 0) {
    problems.push(...ruleProblems(all, THRESHOLDS).map((message) => ({ path: 'body.rules.rules', message })));
  }
  if (problems.length > 0) {
    const named = problems.map(({ path, message }) => `${path}: ${message}`).join('; ');
    throw new RexError('VALIDATION_FAILED', `These rules cannot be used: ${named}`, { fields: problems });
  }
  return ruleEngine(all, THRESHOLDS);
}
