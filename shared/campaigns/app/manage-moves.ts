import type { Clock } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import type { Cause } from '../../kernel/events.ts';
import { newId } from '../../kernel/ids.ts';
import {
  type AskedFor,
  type AskedOf,
  type AskedOfVersion,
  changesOf,
  found,
  requestOf,
} from '../../platform/asked.ts';
import { demandVersion } from '../../platform/if-match.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import { type CancelTaskDeps, cancelTask, completeTask } from '../../tasks/app/change-task.ts';
import { checkPayload, typeOf } from '../../tasks/app/check-payload.ts';
import type { TaskTypes } from '../../tasks/contract/task-type.ts';
import type { CarriedOutBy, CreateMoveBody, EditMoveBody } from '../contract/move.ts';
import { type Campaign, MOST_MOVES, turned } from '../domain/campaign.ts';
import { checkDependencies, type Move, type MoveChange, moved, moveEvent } from '../domain/move.ts';
import type { CampaignStore, MoveStore } from './ports/campaigns.ts';

export interface ManageMovesDeps {
  readonly campaigns: CampaignStore;
  readonly moves: MoveStore;
  readonly types: TaskTypes;
  readonly clock: Clock;
}

/** @throws RexError VALIDATION_FAILED, NOT_FOUND, CONFLICT, IDEMPOTENCY_MISMATCH */
export function planMove(deps: ManageMovesDeps, asked: AskedFor<CreateMoveBody>): Promise<Move> {
  const { workspace, body, cause } = asked;
  const request = requestOf(asked);
  const { campaign: campaignId, by, ...fields } = body;
  checkDates(fields);
  checkBy(deps.types, by);
  const id = newId('mv', deps.clock.now());
  return retryOnConflict(async () => {
    const campaign = await campaignOf(deps, workspace, campaignId);
    const now = deps.clock.now();
    const next = turned(campaign, 'plan', now, { moves: [...campaign.moves, id] });
    if (campaign.moves.length >= MOST_MOVES)
      throw new RexError('CONFLICT', `A campaign has at most ${MOST_MOVES} moves.`);
    checkDependencies({ id, dependsOn: body.dependsOn }, await deps.moves.getMany(workspace, campaign.moves));
    const at = now.toISOString();
    const move: Move = {
      ...fields,
      by,
      workspace,
      id,
      version: 1,
      campaign: campaign.id,
      state: 'planned',
      attempt: 0,
      createdAt: at,
      createdBy: cause.actor.id,
      updatedAt: at,
    };
    return deps.moves.plan(next, move, [moveEvent(move, 'create', cause, now)], request);
  });
}

/** @throws RexError NOT_FOUND, CONFLICT, VALIDATION_FAILED, PRECONDITION_FAILED, PRECONDITION_REQUIRED */
export function editMove(
  deps: ManageMovesDeps,
  { ifMatch, body, ...of }: AskedOfVersion & { readonly body: EditMoveBody },
): Promise<Move> {
  return retryOnConflict(async () => {
    const move = await found(deps.moves, 'move', of);
    demandVersion(ifMatch, move.version);
    if (body.by) checkBy(deps.types, body.by);
    const now = deps.clock.now();
    const next = moved(move, 'edit', now, changesOf(body) as Partial<Move>);
    checkDates(next);
    const events = [moveEvent(next, 'edit', of.cause, now)];
    if (body.dependsOn === undefined) return deps.moves.save(next, events);
    const campaign = await campaignOf(deps, of.workspace, move.campaign);
    checkDependencies(next, await deps.moves.getMany(of.workspace, campaign.moves));
    return deps.moves.replan(turned(campaign, 'plan', now), next, events);
  });
}

/** @throws RexError NOT_FOUND, CONFLICT, PRECONDITION_FAILED, PRECONDITION_REQUIRED */
export const removeMove = (deps: ManageMovesDeps, { ifMatch, ...of }: AskedOfVersion): Promise<void> =>
  retryOnConflict(async () => {
    const move = await found(deps.moves, 'move', of);
    demandVersion(ifMatch, move.version);
    const now = deps.clock.now();
    const gone = moved(move, 'remove', now);
    if (move.attempt > 0) throw new RexError('CONFLICT', 'The move has begun once: it stays. Cancel it.');
    const campaign = await campaignOf(deps, of.workspace, move.campaign);
    const others = await deps.moves.getMany(of.workspace, campaign.moves);
    const waiting = others.find(({ dependsOn }) => dependsOn.includes(move.id));
    if (waiting)
      throw new RexError('CONFLICT', `"${waiting.title}" (${waiting.id}) depends on it: change that first.`);
    const next = turned(campaign, 'plan', now, { moves: campaign.moves.filter((id) => id !== move.id) });
    await deps.moves.unplan(next, move, [moveEvent(gone, 'remove', of.cause, now)]);
  });

export interface TurnMoveDeps extends CancelTaskDeps {
  readonly moves: MoveStore;
}

/** A member says what becomes of a move. @throws RexError NOT_FOUND, or CONFLICT when it cannot happen now */
export const turnMove = (
  deps: TurnMoveDeps,
  of: AskedOf,
  what: Extract<MoveChange, 'complete' | 'retry' | 'cancel'>,
  reason?: string,
): Promise<Move> =>
  retryOnConflict(async () => {
    const move = await found(deps.moves, 'move', of);
    const now = deps.clock.now();
    const anew = what === 'retry' ? { part: undefined, startedAt: undefined } : {};
    const next = moved(move, what, now, { ...anew, ...(reason !== undefined && { reason }) });
    // Before the move: should this be cut off in between, the executor ends the move as the task has ended.
    if (what !== 'retry') await endPersonsTask(deps, move, what, reason, of.cause);
    return deps.moves.save(next, [moveEvent(next, what, of.cause, now)]);
  });

/** What a person was to do does not go on waiting for them when its move is over. */
async function endPersonsTask(
  deps: TurnMoveDeps,
  { workspace, by, part }: Move,
  what: 'complete' | 'cancel',
  reason: string | undefined,
  cause: Cause,
): Promise<void> {
  if (by.kind !== 'person' || part === undefined) return;
  const ref = { workspace, id: part };
  if ((await deps.tasks.get(ref))?.status !== 'escalated') return;
  if (what === 'complete') await completeTask(deps, ref, reason, cause);
  else await cancelTask(deps, ref, reason ?? 'Its move was cancelled.', cause);
}

/** @throws RexError NOT_FOUND */
const campaignOf = ({ campaigns }: ManageMovesDeps, workspace: string, id: string): Promise<Campaign> =>
  found(campaigns, 'campaign', { workspace, id });

/** The payload of a task as its type reads it. @throws RexError VALIDATION_FAILED, which names the fields */
function checkBy(types: TaskTypes, by: CarriedOutBy): void {
  if (by.kind !== 'task') return;
  try {
    checkPayload(typeOf(types, by.task.type), by.task.payload);
  } catch (error) {
    if (!(error instanceof RexError)) throw error;
    const fields = error.fields.map(({ path, message }) => ({
      path: path.replace(/^body\./, 'body.by.task.'),
      message,
    }));
    throw new RexError(error.code, error.message, { fields, cause: error });
  }
}

/** @throws RexError VALIDATION_FAILED */
function checkDates({
  startsAt,
  dueAt,
}: {
  startsAt?: string | undefined;
  dueAt?: string | undefined;
}): void {
  if (startsAt === undefined || dueAt === undefined || Date.parse(dueAt) > Date.parse(startsAt)) return;
  throw new RexError('VALIDATION_FAILED', 'The move would be due before it begins.', {
    fields: [{ path: 'body.dueAt', message: `must be after ${startsAt}` }],
  });
}
