import { addMs, DAY } from '../../../kernel/clock.ts';
import { mapConcurrent } from '../../../kernel/concurrency.ts';
import { foundWork } from '../../../seats/app/carry-out.ts';
import type { Due } from '../../../seats/app/review-due.ts';
import { type Made, turned, type Work } from '../../../seats/domain/work.ts';
import type { Appeal, Decision, Enforced } from '../contract/schemas.ts';
import { arbiter } from '../contract/seat.ts';
import { carryOutEffects, isSo, said } from './carry-out-effects.ts';
import type { ArbiterDeps } from './deps.ts';
import { doneOf, settled } from './make-decision.ts';

/** Does what was decided, looks a day later whether it holds, and makes it final when nobody may appeal any more. */
export async function reviewDecision(deps: ArbiterDeps, due: Due): Promise<Made> {
  const { workspace, work, now } = due;
  const decision = work.result as Decision;
  const conflict = await foundWork(arbiter, deps, 'case', workspace, decision.caseId);
  if (work.state === 'appealed') return lapsed(deps, due, conflict);
  const next = work.state === 'decided' ? await enforced(deps, due) : await checked(deps, due);
  const isOver = now.toISOString() >= decision.appealableUntil;
  if (isOver) return closed(next, conflict, next.outcome?.says ?? '', now);
  const isNew = next.state !== work.state;
  return {
    work: { ...next, dueAt: nextLook(next, decision, now) },
    beside: isNew ? [turned(arbiter, conflict, next.state)] : [],
  };
}

/** A day later, while there is something to do or to check; otherwise when it becomes final. */
function nextLook({ state, result }: Work, { appealableUntil }: Decision, now: Date): string {
  const { checks, effects } = result as Decision;
  const tomorrow = addMs(now, DAY).toISOString();
  const isChecked = checks.length > 0 || effects.length === 0;
  return (state === 'enforced' && isChecked) || tomorrow > appealableUntil ? appealableUntil : tomorrow;
}

function closed(work: Work, conflict: Work, says: string, now: Date): Made {
  const { outcome = { held: null, measures: {} } } = work;
  return {
    work: {
      ...settled(turned(arbiter, work, 'final')),
      outcome: { ...outcome, at: now.toISOString(), says: `${says} It is final.`.trim() },
    },
    beside: [turned(arbiter, conflict, 'final')],
  };
}

/** Nobody decided the appeal: the decision stands, so what the challenge has held up is done. */
async function lapsed(deps: ArbiterDeps, due: Due, conflict: Work): Promise<Made> {
  const stands = 'Nobody decided the appeal in time: it stands.';
  if (isAllDone((due.work.result as Decision).effects)) return closed(due.work, conflict, stands, due.now);
  const work = await carriedOut(deps, due);
  return closed(work, conflict, `${stands} ${work.outcome?.says ?? ''}`, due.now);
}

async function enforced(deps: ArbiterDeps, due: Due): Promise<Work> {
  const work = await carriedOut(deps, due);
  return isAllDone((work.result as Decision).effects) ? turned(arbiter, work, 'enforced') : work;
}

const isAllDone = (effects: readonly Enforced[]): boolean => effects.every(({ state }) => state === 'done');

/** In the same state, with what was done of it. */
async function carriedOut(deps: ArbiterDeps, { workspace, work, now, correlationId }: Due): Promise<Work> {
  const decision = work.result as Decision;
  const effects = await carryOutEffects(deps, decision.effects, {
    workspace,
    reason: `Decided by the Arbiter (${work.id}): ${decision.reason}`.slice(0, 300),
    cause: { actor: { kind: 'user', id: work.createdBy }, correlationId },
  });
  const refusals = effects.filter(({ state }) => state === 'refused').map(({ says }) => says);
  return {
    ...work,
    result: { ...decision, effects },
    outcome: {
      at: now.toISOString(),
      // What people see to, Rex cannot tell.
      held: effects.length === 0 ? null : isAllDone(effects),
      says: [doneOf(effects), ...refusals].join(' '),
      measures: measuresOf(effects),
    },
  };
}

/** Looks whether what was done is still so. */
async function checked(deps: ArbiterDeps, { workspace, work, now }: Due): Promise<Work> {
  const decision = work.result as Decision;
  const at = now.toISOString();
  if (decision.effects.length === 0) {
    const says = 'People see to it, and Rex cannot tell whether they have.';
    return { ...work, outcome: { at, held: null, says, measures: measuresOf([]) } };
  }
  const found = await mapConcurrent(decision.effects, 5, async ({ effect }) => ({
    effect,
    ...(await isSo(deps, workspace, effect)),
  }));
  const broken = found.filter(({ held }) => !held);
  const says =
    broken.length === 0
      ? `All ${found.length} changes hold.`
      : broken.map(({ effect: { missionId }, is }) => `${missionId} is ${said(is)} now.`).join(' ');
  const held = broken.length === 0;
  return {
    ...work,
    result: { ...decision, checks: [...decision.checks, { at, held, says }] },
    outcome: { at, held, says, measures: { ...measuresOf(decision.effects), broken: broken.length } },
  };
}

const measuresOf = (effects: readonly Enforced[]): Record<string, number> => ({
  changes: effects.length,
  done: effects.filter(({ state }) => state === 'done').length,
});

/** Undoes what an overturned decision did, and does again what is not so any more of one that stands. */
export async function reviewAppeal(
  deps: ArbiterDeps,
  { workspace, work, now, correlationId }: Due,
): Promise<Made> {
  const appeal = work.result as Appeal;
  const effects = await carryOutEffects(deps, appeal.effects, {
    workspace,
    reason: `Overturned on appeal (${work.id}): ${appeal.reason}`.slice(0, 300),
    cause: { actor: { kind: 'user', id: work.createdBy }, correlationId },
  });
  return {
    work: {
      ...settled(work),
      result: { ...appeal, effects },
      outcome: {
        at: now.toISOString(),
        held: effects.every(({ state }) => state === 'done'),
        says: [doneOf(effects), ...effects.map(({ says }) => says)].join(' '),
        measures: measuresOf(effects),
      },
    },
  };
}
