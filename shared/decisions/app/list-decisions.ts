import type { z } from 'zod';
import type { Clock } from '../../kernel/clock.ts';
import { sinceInstant } from '../../kernel/since.ts';
import type { recordedDecisionSchema } from '../contract/routes.ts';
import type { Decision } from '../domain/decision.ts';
import type { DecisionStore } from './ports/decisions.ts';

export interface DecisionDeps {
  readonly decisions: DecisionStore;
  readonly clock: Clock;
}

export interface DecisionFilter {
  readonly since?: string | undefined;
  readonly layer?: string | undefined;
  readonly rule?: string | undefined;
  readonly action?: string | undefined;
  readonly missionId?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** Most decisions that one call reads while it searches for matches. */
const READ_AT_MOST = 1000;

/** Newest first. A page with fewer entries than the limit may still have a cursor, where the search continues. */
export async function listDecisions(
  { decisions, clock }: DecisionDeps,
  workspace: string,
  { since, limit, cursor, ...wanted }: DecisionFilter,
): Promise<{ decisions: z.infer<typeof recordedDecisionSchema>[]; cursor: string | null }> {
  const from = since === undefined ? {} : { since: sinceInstant(since, clock.now()) };
  const found: Decision[] = [];
  let next = cursor;
  for (let read = 0; read < READ_AT_MOST; read += limit) {
    const page = await decisions.list(workspace, { ...from, limit: limit - found.length, cursor: next });
    found.push(...page.decisions.filter((decision) => matches(decision, wanted)));
    if (page.cursor === null) return { decisions: found.map(viewDecision), cursor: null };
    next = page.cursor;
    if (found.length >= limit) break;
  }
  return { decisions: found.map(viewDecision), cursor: next ?? null };
}

const matches = (
  decision: Decision,
  { layer, rule, action, missionId }: Omit<DecisionFilter, 'limit' | 'cursor' | 'since'>,
): boolean =>
  (layer === undefined || decision.layer === layer) &&
  (rule === undefined || decision.rule === rule) &&
  (action === undefined || decision.action === action) &&
  (missionId === undefined || decision.subject === missionId);

const viewDecision = (decision: Decision): z.infer<typeof recordedDecisionSchema> => ({
  ...decision,
  situation: decision.situation ?? null,
  subject: decision.subject ?? null,
  thresholds: decision.thresholds ?? null,
  cached: decision.cached ?? false,
});
