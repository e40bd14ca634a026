import type * as z from 'zod';
import { addMs, DAY, utcDay } from '../../../kernel/clock.ts';
import { RexError } from '../../../kernel/errors.ts';
import type { Asked, AskedOf } from '../../../seats/app/carry-out.ts';
import type { Due } from '../../../seats/app/review-due.ts';
import { type Made, type Tell, turned, type Work } from '../../../seats/domain/work.ts';
import type { DesignInput, decideInputSchema, Initiative } from '../contract/schemas.ts';
import { architect } from '../contract/seat.ts';
import { number } from '../domain/analyze-functions.ts';
import { phasesFrom } from '../domain/phases.ts';
import { measureOf } from '../domain/propose.ts';
import type { MeasureDeps } from './deps.ts';
import { measureAgain, measureOne } from './measure.ts';

const initiativeOf = (work: Work): Initiative => work.result as unknown as Initiative;

export async function designInitiative(
  deps: MeasureDeps,
  { input, cause, now }: Asked<DesignInput>,
): Promise<Made> {
  const { title, goal, phases, resources, target } = input;
  const startsOn = input.startsOn ?? utcDay(now);
  const measured = target && (await measureOne(deps, { ...target, now, path: 'body.target.component' }));
  const initiative: Initiative = {
    goal,
    ...phasesFrom(startsOn, phases),
    resources,
    target:
      target && measured
        ? { ...target, before: measureOf(measured.figures, target.measure), after: null }
        : null,
    decisions: [],
  };
  const data = { title, goal, status: 'proposed', by: cause.actor.id };
  return {
    work: {
      kind: 'initiative',
      title,
      result: initiative,
      sources: [
        {
          kind: 'person',
          id: cause.actor.id,
          says: `The goal and ${phases.length} phases, as they were given.`,
        },
        ...(measured ? [measured.source] : []),
      ],
    },
    tells: [
      { name: 'INITIATIVE_CREATED', data },
      { name: 'INITIATIVE_PROPOSED', data },
    ],
  };
}

/** A person says what becomes of an initiative, and why. */
export async function decideInitiative(
  _: unknown,
  { work, input: { to, reason }, cause, now }: AskedOf<z.output<typeof decideInputSchema>>,
): Promise<Made> {
  const initiative = initiativeOf(work);
  const next = turned(architect, work, to);
  const decision = { at: now.toISOString(), by: cause.actor.id, from: work.state, to, reason };
  const isMeasured = to === 'measuring';
  if (isMeasured && initiative.target === null)
    throw new RexError('CONFLICT', `${work.id} has no target, so there is nothing to measure: complete it.`);
  if (to === 'completed' && initiative.target !== null)
    throw new RexError('CONFLICT', `${work.id} has a target: what is measured completes it.`);
  const { dueAt: __, ...rest } = next;
  return {
    work: {
      ...rest,
      result: { ...initiative, decisions: [...initiative.decisions, decision] },
      // As many days as were measured before.
      ...(isMeasured && { dueAt: addMs(now, (initiative.target?.days ?? 0) * DAY).toISOString() }),
    },
    tells: to === 'approved' ? [approved(work, initiative, cause.actor.id)] : [],
  };
}

const approved = ({ title }: Work, { goal }: Initiative, by: string): Tell => ({
  name: 'INITIATIVE_APPROVED',
  data: { title, goal, status: 'approved', by },
});

/** What was measured decides whether the initiative has reached its target; it is completed either way. */
export async function measureInitiative(deps: MeasureDeps, { work, now }: Due): Promise<Made> {
  const initiative = initiativeOf(work);
  const { target } = initiative;
  if (!target) throw new Error(`${work.id} has no target.`);
  const measured = await measureAgain(deps, { ...target, now });
  if (!measured) return { work: { ...work, dueAt: addMs(now, DAY).toISOString() } };
  const { figures, source } = measured;
  const after = measureOf(figures, target.measure);
  const { dueAt: _, ...completed } = turned(architect, work, 'completed');
  return {
    work: {
      ...completed,
      result: { ...initiative, target: { ...target, after } },
      sources: [...work.sources, source],
      outcome: {
        at: now.toISOString(),
        held: after <= target.atMost,
        says: `${target.measure} of ${target.component} was ${number(target.before)}, was to be ${number(target.atMost)} at most, and is ${number(after)}.`,
        measures: { before: target.before, atMost: target.atMost, after },
      },
    },
  };
}

/** So many of the newest initiatives are looked at. */
const NEWEST = 100;

/** What was decided about initiatives, by whom and why, the newest first. */
export async function initiativeDecisions(
  { works }: Pick<MeasureDeps, 'works'>,
  { workspace }: { workspace: string },
) {
  const prefix = `${architect.kinds.initiative.prefix}_`;
  const { items } = await works.page(workspace, { limit: NEWEST, prefix });
  const decisions = items.flatMap((work) =>
    initiativeOf(work).decisions.map((each) => ({ ...each, initiative: work.id, title: work.title })),
  );
  return { decisions: decisions.toSorted((a, b) => b.at.localeCompare(a.at)) };
}
