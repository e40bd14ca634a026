/** One production rule: data plus two pure functions. The highest priority that applies decides. */
export interface Rule<F extends object> {
  readonly name: string;
  readonly priority: number;
  readonly action: string;
  readonly confidence: number;
  readonly when: (facts: F) => boolean;
  /** One sentence with the numbers in it. */
  readonly explain: (facts: F) => string;
}

export interface RuleOutcome {
  readonly rule: string;
  readonly action: string;
  readonly confidence: number;
  readonly explanation: string;
}

/**
 * The first rule, by priority, whose condition holds.
 * @throws Error at start when two rules share a priority: which of them wins would be chance.
 */
export function ruleEngine<F extends object>(
  rules: readonly Rule<F>[],
): (facts: F) => RuleOutcome | undefined {
  const ordered = rules.toSorted((a, b) => b.priority - a.priority);
  ordered.forEach((rule, i) => {
    const next = ordered[i + 1];
    if (next && next.priority === rule.priority) {
      throw new Error(`Rules ${rule.name} and ${next.name} share the priority ${rule.priority}`);
    }
  });
  return (facts) => {
    const rule = ordered.find((candidate) => candidate.when(facts));
    return (
      rule && {
        rule: rule.name,
        action: rule.action,
        confidence: rule.confidence,
        explanation: rule.explain(facts),
      }
    );
  };
}
