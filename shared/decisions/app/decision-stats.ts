import { sinceInstant } from '../../kernel/since.ts';
import { LAYERS } from '../contract/routes.ts';
import type { Decision } from '../domain/decision.ts';
import type { DecisionDeps } from './list-decisions.ts';

const PAGE = 500;
/** A mission has some dozens of decisions, so this is enough for hundreds of missions. */
const READ_AT_MOST = 10_000;

/** Counts and times of the decisions since an instant, from their records. */
export async function decisionStats({ decisions, clock }: DecisionDeps, workspace: string, since: string) {
  const from = sinceInstant(since, clock.now());
  const read: Decision[] = [];
  let cursor: string | null | undefined;
  do {
    const page = await decisions.list(workspace, { since: from, limit: PAGE, cursor: cursor ?? undefined });
    read.push(...page.decisions);
    cursor = page.cursor;
  } while (cursor !== null && read.length < READ_AT_MOST);
  const byModel = read.filter(({ layer }) => layer === 'llm');
  return {
    since: from,
    read: read.length,
    complete: cursor === null,
    layers: LAYERS.map((layer) => {
      const made = read.filter((decision) => decision.layer === layer);
      return {
        layer,
        count: made.length,
        share: read.length === 0 ? 0 : made.length / read.length,
        latencyMs: latencies(made.map(({ durationMs }) => durationMs)),
      };
    }),
    cacheHitRate:
      byModel.length === 0 ? null : byModel.filter(({ cached }) => cached).length / byModel.length,
    rules: countRules(read),
  };
}

/** Percentiles by nearest rank; null without decisions. */
function latencies(durations: readonly number[]) {
  if (durations.length === 0) return null;
  const sorted = durations.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

const countRules = (decisions: readonly Decision[]) =>
  [...Map.groupBy(decisions, ({ rule, action }) => `${rule} ${action}`).values()]
    .flatMap((same) => (same[0] ? [{ rule: same[0].rule, action: same[0].action, count: same.length }] : []))
    .toSorted((a, b) => b.count - a.count || (a.rule < b.rule ? -1 : 1));
