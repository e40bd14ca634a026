import * as z from 'zod';
import { instantSchema, workspaceIdSchema } from '../../kernel/contract/common.ts';
import { refuseUnknown } from '../../kernel/contract/tolerance.ts';
import { RexError } from '../../kernel/errors.ts';
import { type Cause, newEvent, type RexEvent } from '../../kernel/events.ts';
import { campaignIdSchema } from '../contract/campaign.ts';
import { campaignEvents } from '../contract/events.ts';
import { MOVE_STATES, type MoveState, moveIdSchema } from '../contract/move.ts';
import type { Campaign } from './campaign.ts';

/** An action of a campaign: when it begins, what has to be done before, and what carries it out. */
export const moveSchema = z.object({
  workspace: workspaceIdSchema,
  id: moveIdSchema,
  version: z.number().int().min(1),
  campaign: campaignIdSchema,
  state: refuseUnknown(z.enum(MOVE_STATES)),
  reason: z.string().optional(),
  title: z.string(),
  description: z.string().optional(),
  dependsOn: z.array(z.string()),
  startsAt: instantSchema.optional(),
  dueAt: instantSchema.optional(),
  owner: z.string().optional(),
  /** As it was given: it is read by the contract when it begins. */
  by: z.looseObject({ kind: refuseUnknown(z.enum(['mission', 'task', 'person'])) }),
  /** How often it began. The mission or task of each time is named by it. */
  attempt: z.number().int().min(0),
  /** The mission or task that carries it out; absent until it is known to be there. */
  part: z.string().optional(),
  createdAt: instantSchema,
  createdBy: z.string(),
  updatedAt: instantSchema,
  startedAt: instantSchema.optional(),
  endedAt: instantSchema.optional(),
});
export type Move = z.infer<typeof moveSchema>;

/** What can happen to a move, from which states, and what it is then. Whatever is not here cannot happen. */
const MOVE_TRANSITIONS = {
  edit: { from: ['planned'], to: 'planned' },
  hold: { from: ['planned'], to: 'planned' },
  remove: { from: ['planned', 'cancelled'], to: 'cancelled' },
  start: { from: ['planned'], to: 'started' },
  carry: { from: ['started'], to: 'started' },
  complete: { from: ['started', 'failed'], to: 'done' },
  fail: { from: ['started'], to: 'failed' },
  retry: { from: ['failed', 'cancelled'], to: 'planned' },
  cancel: { from: ['planned', 'started', 'failed'], to: 'cancelled' },
} as const satisfies Readonly<
  Record<string, { readonly from: readonly MoveState[]; readonly to: MoveState }>
>;
export type MoveChange = keyof typeof MOVE_TRANSITIONS;

const ENDS: ReadonlySet<MoveState> = new Set(['done', 'failed', 'cancelled']);

/** The move after a change; its reason goes unless it is given anew. @throws RexError CONFLICT when it cannot happen now */
export function moved(move: Move, change: MoveChange, now: Date, fields: Partial<Move> = {}): Move {
  const { from, to } = MOVE_TRANSITIONS[change];
  if (!(from as readonly MoveState[]).includes(move.state)) {
    throw new RexError(
      'CONFLICT',
      `The move is ${move.state}; "${change}" is possible while it is ${from.join(' or ')}.`,
    );
  }
  const at = now.toISOString();
  return {
    ...move,
    reason: undefined,
    ...fields,
    state: to,
    updatedAt: at,
    endedAt: ENDS.has(to) ? at : undefined,
  };
}

/**
 * What a planned move waits for, as a sentence; undefined when it may begin now.
 * @param others the moves of its campaign
 */
export function whyItWaits(
  move: Move,
  campaign: Pick<Campaign, 'state' | 'startsAt' | 'endsAt'>,
  others: readonly Pick<Move, 'id' | 'title' | 'state'>[],
  now: Date,
): string | undefined {
  const at = now.toISOString();
  if (campaign.state === 'draft') return 'Its campaign has not been started.';
  if (campaign.state !== 'running') return `Its campaign is ${campaign.state}.`;
  if (campaign.startsAt !== undefined && at < campaign.startsAt)
    return `Its campaign begins at ${campaign.startsAt}.`;
  if (campaign.endsAt !== undefined && at >= campaign.endsAt)
    return `Its campaign ended at ${campaign.endsAt}.`;
  const open = move.dependsOn.flatMap((id) => {
    const other = others.find((each) => each.id === id);
    if (other?.state === 'done') return [];
    return [other ? `"${other.title}", which is ${other.state}` : id];
  });
  if (open.length > 0) return `It waits for ${open.join(', and for ')}.`;
  return move.startsAt !== undefined && at < move.startsAt ? `It begins at ${move.startsAt}.` : undefined;
}

/**
 * Whether what a move is to depend on is of its campaign and runs in no circle.
 * @param moves all moves of the campaign as they are
 * @throws RexError VALIDATION_FAILED, which names the field
 */
export function checkDependencies(
  { id, dependsOn }: Pick<Move, 'id' | 'dependsOn'>,
  moves: readonly Pick<Move, 'id' | 'title' | 'dependsOn'>[],
): void {
  const byId = new Map(moves.map((move) => [move.id, move]));
  const refuse = (n: number, message: string): never => {
    throw new RexError('VALIDATION_FAILED', `Not valid: body.dependsOn.${n} ${message}.`, {
      fields: [{ path: `body.dependsOn.${n}`, message }],
    });
  };
  const reaches = (from: string, seen: Set<string>): boolean => {
    if (from === id) return true;
    if (seen.has(from)) return false;
    seen.add(from);
    return (byId.get(from)?.dependsOn ?? []).some((next) => reaches(next, seen));
  };
  for (const [n, on] of dependsOn.entries()) {
    const other = byId.get(on);
    if (on !== id && !other) refuse(n, 'is no move of this campaign');
    if (dependsOn.indexOf(on) !== n) refuse(n, 'is named twice');
    if (reaches(on, new Set()))
      refuse(
        n,
        on === id ? 'is the move itself' : `depends on this move: "${other?.title}" would wait for itself`,
      );
  }
}

/** An event about a move as it is about to be stored: its sequence is the version that it gets. */
export const moveEvent = (
  { workspace, id, version, campaign, title, state, part, reason }: Move,
  change: MoveChange | 'create',
  { actor, correlationId }: Cause,
  now: Date,
): RexEvent =>
  newEvent(
    campaignEvents,
    'move.changed',
    {
      about: id,
      sequence: change === 'create' ? 1 : version + 1,
      workspace,
      correlationId,
      actor,
      data: { change, campaign, title, state, part: part ?? null, reason: reason ?? null },
    },
    now,
  );
