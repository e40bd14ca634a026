import type { z } from 'zod';
import { mapConcurrent } from '../../../kernel/concurrency.ts';
import { RexError } from '../../../kernel/errors.ts';
import { type Asked, foundWork } from '../../../seats/app/carry-out.ts';
import { type Made, turned, type Work } from '../../../seats/domain/work.ts';
import type { Appeal, appealInputSchema, Case, Decision, Effect, Enforced } from '../contract/schemas.ts';
import { arbiter } from '../contract/seat.ts';
import { againOn, wasDone } from './carry-out-effects.ts';
import type { ArbiterDeps } from './deps.ts';
import { checkNoParty, settled } from './make-decision.ts';
import { checkAppealable } from './register-conflict.ts';

/** Of a decision that does not name its challenges yet, so many of the newest cases are looked through for them. */
const CASES = 300;

/**
 * Upheld, a decision is final, and what is not so any more is done again. Overturned, what it did is undone, and its case is open
 * again.
 */
export async function handleAppeal(
  deps: ArbiterDeps,
  { workspace, input, cause, now }: Asked<z.output<typeof appealInputSchema>>,
): Promise<Made> {
  const { decisionId, grounds, verdict, reason } = input;
  const decision = await foundWork(arbiter, deps, 'decision', workspace, decisionId);
  const { caseId, parties, effects } = decision.result as Decision;
  checkAppealable(decision, now);
  if (decision.createdBy === cause.actor.id)
    throw new RexError('CONFLICT', 'You made this decision: another person decides the appeal.');
  checkNoParty(parties, cause.actor.id);
  checkChallenged(decision);
  const to = verdict === 'upheld' ? 'final' : 'overturned';
  const [conflict, challenges] = await Promise.all([
    foundWork(arbiter, deps, 'case', workspace, caseId),
    challengesOf(deps, decision),
  ]);
  if (challenges.some(({ createdBy }) => createdBy === cause.actor.id))
    throw new RexError('CONFLICT', 'You have challenged this decision: another person decides the appeal.');
  const changes = await (verdict === 'overturned' ? undoOf : redoOf)(deps, workspace, effects);
  const appeal: Appeal = { decisionId, caseId, grounds, reason, effects: changes };
  return {
    work: {
      kind: 'appeal',
      state: verdict,
      title: `${decision.title}: ${verdict}`,
      result: appeal,
      sources: [
        { kind: 'work', id: decisionId, says: decision.title },
        { kind: 'person', id: cause.actor.id, says: 'Decided the appeal.' },
      ],
      ...(changes.length > 0 && { dueAt: now.toISOString() }),
    },
    beside: [decision, conflict]
      .map((work) => settled(turned(arbiter, work, to)))
      .concat(
        challenges
          .filter(({ state }) => state !== 'final')
          .map((work) => settled(turned(arbiter, work, 'final'))),
      ),
  };
}

/** Upheld before anybody has challenged it, it would be final at once. @throws RexError CONFLICT */
function checkChallenged({ id, state }: Work): void {
  if (state === 'decided' || state === 'enforced')
    throw new RexError(
      'CONFLICT',
      `Nobody has challenged ${id}: register a conflict of the type decision_challenge about it first.`,
    );
}

/** What of a decision that stands is not so any more. */
async function redoOf(
  deps: ArbiterDeps,
  workspace: string,
  effects: readonly Enforced[],
): Promise<Enforced[]> {
  const again = await mapConcurrent(effects, 5, ({ effect }) => againOn(deps, workspace, effect));
  return again.flatMap((effect) =>
    effect ? [{ effect, state: 'pending' as const, says: 'It is done again next.' }] : [],
  );
}

/** The way back from what was done, also where the record does not say so yet: its review may have died in between. */
async function undoOf(
  deps: ArbiterDeps,
  workspace: string,
  effects: readonly Enforced[],
): Promise<Enforced[]> {
  const done = await mapConcurrent(
    effects,
    5,
    async ({ effect, state }) => state === 'done' || (await wasDone(deps, workspace, effect)),
  );
  return effects.flatMap(({ effect }, n) => (done[n] ? [wayBack(effect)] : []));
}

function wayBack(effect: Effect): Enforced {
  const back = backOf(effect);
  return back
    ? { effect: back, state: 'pending', says: 'It is undone next.' }
    : { effect, state: 'refused', says: 'Rex can bind a mission to another domain, and not unbind it.' };
}

function backOf(effect: Effect): Effect | undefined {
  if (effect.do === 'priority') return { ...effect, priority: effect.before, before: effect.priority };
  return effect.before === null ? undefined : { ...effect, domain: effect.before, before: effect.domain };
}

async function challengesOf(
  { works }: Pick<ArbiterDeps, 'works'>,
  { workspace, id, result }: Work,
): Promise<Work[]> {
  const { challengedBy } = result as Decision;
  if (challengedBy) {
    const found = await Promise.all(challengedBy.map((each) => works.get(workspace, each)));
    return found.flatMap((each) => each ?? []);
  }
  const { items } = await works.page(workspace, { limit: CASES, prefix: `${arbiter.kinds.case.prefix}_` });
  return items.filter((each) => (each.result as Case).decisionId === id);
}
