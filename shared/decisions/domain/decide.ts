import { type RuleSettings, ruleSettingsSchema } from '../contract/settings.ts';
import type { Decision } from './decision.ts';
import { type RuleEngine, ruleEngine } from './engine.ts';
import { RULES } from './rules/rules.ts';
import { type FactsOf, SITUATIONS, type Situation } from './situations.ts';

/** Milliseconds, from any fixed point. */
type Stopwatch = () => number;

export interface DecisionContext {
  readonly id: string;
  readonly now: Date;
  readonly stopwatch: Stopwatch;
  /** The mission, cohort or domain that it is about. */
  readonly subject?: string;
}

export const THRESHOLDS: ReadonlySet<string> = new Set(Object.keys(ruleSettingsSchema.shape));
export const DEFAULT_THRESHOLDS: RuleSettings = ruleSettingsSchema.parse({});

/** Invalid rules throw when this module is loaded. */
const ENGINE = ruleEngine(RULES, THRESHOLDS);

/** The rule name of decisions that no rule covers. */
export const NO_RULE = 'NoRuleApplies';

/**
 * Layer 2: the rules, over facts and the thresholds of the workspace. A pure function: the same facts, thresholds and rules
 * give the same decision at any time. When no rule applies, the default action of the situation (`otherwise`) is the
 * answer; it also is when there is no reasoner, and when the reasoner fails.
 */
export function decide<S extends Situation>(
  context: DecisionContext,
  situation: S,
  facts: FactsOf<S>,
  thresholds: RuleSettings,
  engine: RuleEngine = ENGINE,
): Decision {
  const started = context.stopwatch();
  const outcome = engine.decide(situation, { ...facts }, { ...thresholds }) ?? {
    rule: NO_RULE,
    action: SITUATIONS[situation].otherwise,
    confidence: 0.5,
    explanation: openEnd(situation),
  };
  return {
    id: context.id,
    at: context.now.toISOString(),
    situation,
    subject: context.subject,
    layer: 'rules',
    ...outcome,
    facts: { ...facts },
    thresholds: { ...thresholds },
    durationMs: context.stopwatch() - started,
  };
}

const openEnd = (situation: Situation): string => {
  const { otherwise } = SITUATIONS[situation];
  return otherwise === 'escalate'
    ? `No rule covers this situation (${situation}): a person has to decide.`
    : `No rule asks for anything else (${situation}), so the answer is to ${otherwise}.`;
};
