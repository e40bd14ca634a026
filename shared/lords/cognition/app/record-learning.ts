import type * as z from 'zod';
import { oneLine } from '../../../kernel/contract/common.ts';
import { RexError } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import { type Asked, foundWork } from '../../../seats/app/carry-out.ts';
import { confidenceOf } from '../../../seats/domain/confidence.ts';
import { refusal } from '../../../seats/domain/refusal.ts';
import { type Draft, type Made, type Tell, turned, type Work } from '../../../seats/domain/work.ts';
import type { Decision, Learning, recordInputSchema } from '../contract/schemas.ts';
import { cognition } from '../contract/seat.ts';
import type { CognitionDeps } from './deps.ts';
import { newest, standing } from './read-works.ts';
import { settledBy } from './settle-decision.ts';

/** By one learning in all. A transaction takes a hundred records, and each work has its event. */
const MOST_REOPENED = 40;
const TITLE = 120;

type Input = z.output<typeof recordInputSchema>;

/** What changes with a learning. */
interface Beside {
  readonly works: readonly Work[];
  readonly tells: readonly Tell[];
}
const NOTHING: Beside = { works: [], tells: [] };

/**
 * Keeps a learning. One that it withdraws or contradicts changes with it, and so do the decisions that rest on that.
 * @throws RexError NOT_FOUND, CONFLICT; VALIDATION_FAILED where more decisions would be reopened than are written at once
 */
export async function recordLearning(
  deps: CognitionDeps,
  { workspace, input, cause, now }: Asked<Input>,
): Promise<Made> {
  const id = newId(cognition.kinds.learning.prefix, now);
  const by = cause.actor.id;
  const at = now.toISOString();
  const [withdrawn, contradicted, settled] = await Promise.all([
    input.withdraws === undefined
      ? NOTHING
      : falls(deps, workspace, input.withdraws, { id, at, withdraws: true }),
    input.contradicts === undefined
      ? NOTHING
      : falls(deps, workspace, input.contradicts, { id, at, withdraws: false }),
    input.settles === undefined ? NOTHING : settles(deps, workspace, input.settles, { by, at }),
  ]);
  const fields = Object.entries({ withdraws: withdrawn, contradicts: contradicted }).filter(
    ([, { tells }]) => tells.length > 0,
  );
  const reopens = fields.reduce((sum, [, { tells }]) => sum + tells.length, 0);
  if (reopens > MOST_REOPENED)
    throw refusal(
      fields.map(([field, { tells }]) => ({
        path: `body.${field}`,
        message: `would reopen ${tells.length} decisions, and one learning reopens ${MOST_REOPENED} at most: settle some first`,
      })),
    );
  const all = [withdrawn, contradicted, settled];
  const ids = all.flatMap(({ works }) => works.map((work) => work.id));
  if (new Set(ids).size < ids.length)
    throw new RexError('CONFLICT', 'It would change one work twice. Record these one after the other.');
  const { kind, topic, text, context, confidence, counts } = input;
  const learning: Learning = {
    kind,
    topic,
    text,
    context,
    source: input.source ?? { kind: 'person', id: by },
    counts: counts ?? caseOf(kind),
    withdraws: input.withdraws ?? null,
    contradicts: input.contradicts ?? null,
    contradictedBy: [],
    withdrawnBy: null,
    key: null,
  };
  const { work, tells } = learned(learning, confidenceOf(confidence, `As ${by} puts it.`));
  return {
    work: { ...work, id },
    beside: all.flatMap(({ works }) => works),
    tells: [...tells, ...all.flatMap(({ tells: more }) => more)],
  };
}

/** A learning that is not written yet, and what the guilds are told of it. */
export function learned(
  learning: Learning,
  confidence: NonNullable<Work['confidence']>,
): { readonly work: Draft; readonly tells: readonly Tell[] } {
  const { kind, text, source } = learning;
  return {
    work: {
      kind: 'learning',
      title: oneLine(text, TITLE),
      result: learning,
      sources: [{ ...source, says: text }],
      confidence,
    },
    tells: [
      {
        name: 'LEARNING_RECORDED',
        data: { kind, source: `${source.kind} ${source.id}`, text, confidence: confidence.value },
      },
    ],
  };
}

/** A success or a failure is one case. */
const caseOf = (kind: Learning['kind']): Learning['counts'] => ({
  successes: kind === 'failure' ? 0 : 1,
  trials: 1,
});

/** The learning that falls, or is contradicted, and the decisions that rest on it. */
async function falls(
  deps: CognitionDeps,
  workspace: string,
  of: string,
  { id, at, withdraws }: { readonly id: string; readonly at: string; readonly withdraws: boolean },
): Promise<Beside> {
  const [found] = await standing(deps, workspace, [of]);
  if (!found) return NOTHING;
  const { work, known } = found;
  const learning: Learning = withdraws
    ? { ...known.result, withdrawnBy: id }
    : { ...known.result, contradictedBy: [...known.result.contradictedBy, id] };
  const changed = { ...(withdraws ? turned(cognition, work, 'withdrawn') : work), result: { ...learning } };
  const because = `${of} was ${withdraws ? 'withdrawn' : 'contradicted'} by ${id}.`;
  const { works: decisions } = await newest(deps, workspace, 'decision', Number.POSITIVE_INFINITY);
  const resting = decisions.filter(
    ({ state, result }) =>
      (state === 'made' || state === 'asked') && (result as unknown as Decision).learnings.includes(of),
  );
  return {
    works: [changed, ...resting.map((decision) => reopened(decision, { at, because }))],
    tells: resting.map((decision) => challenged(decision, because, id)),
  };
}

const reopened = (work: Work, why: Decision['reopened'][number]): Work => {
  const decision = work.result as unknown as Decision;
  return {
    ...turned(cognition, work, 'reopened'),
    result: { ...decision, reopened: [...decision.reopened, why] },
  };
};

const challenged = ({ result, confidence, createdBy }: Work, because: string, id: string): Tell => {
  const { question, choice } = result as unknown as Decision;
  return {
    name: 'DECISION_CHALLENGED',
    data: {
      question,
      outcome: choice,
      reason: because,
      by: createdBy,
      confidence: confidence?.value ?? 0,
      challengedBy: id,
    },
  };
};

/** @throws RexError CONFLICT for a decision of which a number tells */
async function settles(
  deps: CognitionDeps,
  workspace: string,
  { decision: id, held }: NonNullable<Input['settles']>,
  { by, at }: { readonly by: string; readonly at: string },
): Promise<Beside> {
  const work = await foundWork(cognition, deps, 'decision', workspace, id);
  const { expects } = work.result as unknown as Decision;
  if (expects.measure)
    throw new RexError('CONFLICT', `${expects.measure.metric} tells on ${expects.on} what became of ${id}.`);
  const says = `${by} says that it ${held ? 'came true' : 'did not come true'}.`;
  return { works: [settledBy(work, { held, at, says })], tells: [] };
}
