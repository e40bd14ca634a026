import type { Clock } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import { REX } from '../../kernel/events.ts';
import { derivedId } from '../../kernel/ids.ts';
import { type CreateMissionDeps, createMission } from '../../missions/app/create-mission.ts';
import { createMissionBodySchema } from '../../missions/contract/routes.ts';
import { found } from '../../platform/asked.ts';
import { isConflict, retryOnConflict } from '../../platform/retry-on-conflict.ts';
import type { CreateTaskDeps } from '../../tasks/app/create-task.ts';
import { orderTask } from '../../tasks/app/order-task.ts';
import { createTaskBodySchema } from '../../tasks/contract/routes.ts';
import { personTask } from '../../tasks/domain/person-task.ts';
import { taskEvent } from '../../tasks/domain/task.ts';
import { type Move, moved, moveEvent } from '../domain/move.ts';
import { join } from './join-campaign.ts';
import type { CampaignStore, MoveStore } from './ports/campaigns.ts';

export interface CarryOutDeps {
  readonly campaigns: CampaignStore;
  readonly moves: MoveStore;
  readonly missions: CreateMissionDeps['missions'];
  readonly queue: CreateMissionDeps['queue'];
  readonly tasks: CreateTaskDeps['tasks'];
  readonly taskQueue: CreateTaskDeps['taskQueue'];
  readonly types: CreateTaskDeps['types'];
  readonly clock: Clock;
}

/** What is wrong with a move, and not with the moment: it fails, and a person changes it. */
const HOPELESS: ReadonlySet<string> = new Set([
  'VALIDATION_FAILED',
  'CONFLICT',
  'NOT_FOUND',
  'IDEMPOTENCY_MISMATCH',
]);

/**
 * Gives a move that was started its mission or task, by the use cases that people go through, so that all that holds for them
 * holds for these. It is named by the move and the attempt: after a death in between, a repeat finds it.
 */
export async function carryOut(deps: CarryOutDeps, move: Move): Promise<Move> {
  const cause = { actor: REX, correlationId: move.id };
  try {
    const part = await partOf(deps, move);
    await join(deps, { workspace: move.workspace, id: move.campaign, cause }, part, move.id);
    return await settleAs(deps, move, 'carry', { part });
  } catch (error) {
    if (!(error instanceof RexError) || !HOPELESS.has(error.code)) throw error;
    return settleAs(deps, move, 'fail', { reason: error.message });
  }
}

/** Saves a change of a move that only the executor makes, unless somebody was quicker. */
export const settleAs = (
  { moves, clock }: Pick<CarryOutDeps, 'moves' | 'clock'>,
  move: Move,
  what: 'carry' | 'complete' | 'fail' | 'hold',
  fields: Partial<Move>,
): Promise<Move> =>
  retryOnConflict(async () => {
    const current = await found(moves, 'move', move);
    if (current.state !== move.state || current.attempt !== move.attempt) return current;
    const now = clock.now();
    const next = moved(current, what, now, fields);
    return moves.save(next, [moveEvent(next, what, { actor: REX, correlationId: move.id }, now)]);
  });

function partOf(deps: CarryOutDeps, move: Move): Promise<string> {
  switch (move.by.kind) {
    case 'mission':
      return missionOf(deps, move);
    case 'task':
      return taskOf(deps, move);
    default:
      return personsTaskOf(deps, move);
  }
}

const nameOf = ({ id, attempt }: Move): string => `move:${id}:${attempt}`;

async function missionOf(deps: CarryOutDeps, move: Move): Promise<string> {
  const { workspace, by, id, title } = move;
  const mission = createMissionBodySchema.parse(by['mission']);
  const created = await createMission(deps, {
    workspace,
    actor: REX,
    body: { ...mission, name: mission.name ?? title.slice(0, 120) },
    idempotencyKey: nameOf(move),
    correlationId: id,
  });
  return created.id;
}

async function taskOf(deps: CarryOutDeps, move: Move): Promise<string> {
  const { workspace, by, id, title } = move;
  const task = by['task'] as { readonly title?: string };
  const created = await orderTask(deps, {
    workspace,
    body: createTaskBodySchema.parse({ ...task, title: task.title ?? title }),
    idempotencyKey: nameOf(move),
    cause: { actor: REX, correlationId: id },
  });
  return created.id;
}

/** What a person does is on the list of tasks, until they say that it is done. */
async function personsTaskOf({ tasks }: CarryOutDeps, move: Move): Promise<string> {
  const { workspace, id, title, by, owner, startedAt = move.updatedAt } = move;
  const began = new Date(startedAt);
  const task = personTask(
    {
      workspace,
      id: derivedId('t', began, `${workspace} ${nameOf(move)}`),
      title,
      description: `${String(by['instructions'])}${owner === undefined ? '' : `\n\nOwner: ${owner}`}`,
      payload: { about: id },
      missionId: undefined,
      error: `Do it, and say so: "rex tasks complete".`,
    },
    began,
  );
  try {
    await tasks.create(task, [taskEvent(task, 'create', { actor: REX, correlationId: id }, began)]);
  } catch (error) {
    if (!isConflict(error)) throw error;
  }
  return task.id;
}
