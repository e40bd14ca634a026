import type { z } from 'zod';
import { sinceInstant } from '../../kernel/since.ts';
import type { differenceSchema } from '../contract/routes.ts';
import { DEFAULT_THRESHOLDS, NO_RULE } from '../domain/decide.ts';
import type { Decision } from '../domain/decision.ts';
import type { RuleEngine, RuleOutcome } from '../domain/engine.ts';
import { engineOf, type RulesDocument } from '../domain/rules-document.ts';
import { isSituation, SITUATIONS } from '../domain/situations.ts';
import type { DecisionDeps } from './list-decisions.ts';

export interface ReplayDecisions {
  readonly since: string;
  readonly rules?: RulesDocument | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

export interface ReplayDeps extends DecisionDeps {
  /** The decision of the current transition table for a recorded transition. */
  readonly transitionAgain: (facts: Decision['facts']) => Again;
}

type Difference = z.infer<typeof differenceSchema>;

/**
 * Replays recorded decisions with their recorded facts. With the rules in force and the recorded thresholds there are no
 * differences. Decisions of the model are compared as open, as the rules left them.
 * @throws RexError VALIDATION_FAILED for rules that cannot be used
 */
export async function replayDecisions(
  { decisions, clock, transitionAgain }: ReplayDeps,
  workspace: string,
  { since, rules = {}, cursor, limit }: ReplayDecisions,
): Promise<{ replayed: number; skipped: number; differences: Difference[]; cursor: string | null }> {
  const engine = engineOf(rules);
  const page = await decisions.list(workspace, { since: sinceInstant(since, clock.now()), limit, cursor });
  const differences: Difference[] = [];
  let skipped = 0;
  for (const decision of page.decisions) {
    const again = decideAgain({ engine, transitionAgain }, decision, rules.thresholds);
    if (again === undefined) skipped += 1;
    else if (again.action !== actionBeforeModel(decision) || again.rule !== ruleBeforeModel(decision)) {
      differences.push({
        id: decision.id,
        at: decision.at,
        situation: decision.situation ?? '',
        subject: decision.subject ?? null,
        recorded: { rule: decision.rule, action: decision.action },
        replayed: { rule: again.rule, action: again.action, explanation: again.explanation },
      });
    }
  }
  return { replayed: page.decisions.length - skipped, skipped, differences, cursor: page.cursor };
}

interface Replayer {
  readonly engine: RuleEngine;
  readonly transitionAgain: ReplayDeps['transitionAgain'];
}
type Again = Pick<RuleOutcome, 'rule' | 'action' | 'explanation'>;

/**
 * Undefined for a decision without a situation, and for one on a round of messages (`send`), which the guards decide and no
 * rule.
 */
function decideAgain(
  { engine, transitionAgain }: Replayer,
  { situation, facts, thresholds }: Decision,
  changed: RulesDocument['thresholds'],
): Again | undefined {
  if (situation === 'transition') return transitionAgain(facts);
  if (situation === undefined || !isSituation(situation)) return undefined;
  const { otherwise } = SITUATIONS[situation];
  return (
    engine.decide(situation, facts, { ...DEFAULT_THRESHOLDS, ...thresholds, ...changed }) ?? {
      rule: NO_RULE,
      action: otherwise,
      explanation: `No rule covers this situation (${situation}).`,
    }
  );
}

const ruleBeforeModel = ({ layer, rule }: Decision): string => (layer === 'llm' ? NO_RULE : rule);

function actionBeforeModel({ layer, action, situation }: Decision): string {
  return layer === 'llm' && situation !== undefined && isSituation(situation)
    ? SITUATIONS[situation].otherwise
    : action;
}
