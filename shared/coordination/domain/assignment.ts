import * as z from 'zod';
import { addMs, MINUTE } from '../../kernel/clock.ts';
import {
  assignmentIdSchema,
  instantSchema,
  missionIdSchema,
  workspaceIdSchema,
} from '../../kernel/contract/common.ts';
import { readUnknownAs } from '../../kernel/contract/tolerance.ts';
import { RexError } from '../../kernel/errors.ts';
import { shortHash } from '../../kernel/ids.ts';
import { externalStepSchema } from '../contract/external-agent-routes.ts';

const LEASE_MS = 2 * MINUTE;
const PATIENCE_MS = 30 * MINUTE;
const TRIES = 3;

/**
 * A step of a mission that is offered to external agents. One agent holds it at a time. When its lease runs out, another
 * agent can take it under the next epoch, and messages of the earlier holder are refused as late. When no agent has done it
 * by the deadline, or three have tried, Rex does the step itself.
 */
export const assignmentSchema = z.object({
  workspace: workspaceIdSchema,
  id: assignmentIdSchema,
  version: z.number().int().min(1),
  missionId: missionIdSchema,
  step: externalStepSchema,
  state: readUnknownAs(z.enum(['offered', 'taken', 'done', 'given_up']), 'given_up'),
  correlationId: z.string(),
  task: z.record(z.string(), z.unknown()),
  offeredAt: instantSchema,
  deadline: instantSchema,
  /** How often it was taken. */
  epoch: z.number().int().min(0),
  lease: z
    .object({
      /** An external agent's id, or `model`. */
      agent: z.string(),
      until: instantSchema,
      since: instantSchema,
      request: z.string(),
    })
    .optional(),
  result: z.unknown().optional(),
  /** Why it was given up. */
  reason: z.string().optional(),
});
export type Assignment = z.infer<typeof assignmentSchema>;

/** Derived from the step, so that a step has one assignment however often it is started. */
export const assignmentIdOf = (missionId: string, step: string): string =>
  `er_${shortHash(`${missionId} ${step}`, 20)}`;

export const offerAssignment = (
  {
    workspace,
    missionId,
    step,
    task,
    correlationId,
  }: Pick<Assignment, 'workspace' | 'missionId' | 'step' | 'task' | 'correlationId'>,
  now: Date,
): Assignment => ({
  workspace,
  id: assignmentIdOf(missionId, step),
  version: 1,
  missionId,
  step,
  state: 'offered',
  correlationId,
  task,
  offeredAt: now.toISOString(),
  deadline: addMs(now, PATIENCE_MS).toISOString(),
  epoch: 0,
});

/** The language model, as the holder of an assignment. */
export const MODEL = 'model';

/** An assignment of the model, which works in the background: no agent can take it, and its lease ends at the deadline. */
export const assignmentOfModel = (offered: Assignment, request: string): Assignment => ({
  ...offered,
  state: 'taken',
  epoch: 1,
  lease: { agent: MODEL, request, since: offered.offeredAt, until: offered.deadline },
});

/** @throws RexError CONFLICT when it is over */
export function failForGood(assignment: Assignment, reason: string): Assignment {
  if (!isOpen(assignment)) throw new RexError('CONFLICT', 'This assignment is over.');
  return givenUp(assignment, reason);
}

export const isOpen = ({ state }: Assignment): boolean => state === 'offered' || state === 'taken';

const isHeld = ({ state, lease }: Assignment, now: Date): boolean =>
  state === 'taken' && lease !== undefined && lease.until > now.toISOString();

/** The assignment at a given time: it is given up when no agent can do it any more. */
export function agedAssignment(assignment: Assignment, now: Date): Assignment {
  if (!isOpen(assignment)) return assignment;
  if (assignment.deadline <= now.toISOString()) return givenUp(assignment, 'Nobody did it in time.');
  if (assignment.epoch >= TRIES && !isHeld(assignment, now))
    return givenUp(assignment, `${TRIES} agents took it and did not do it.`);
  return assignment;
}

/** Whether an agent can take it: it is free, or this same request of the agent took it before and its answer was lost. */
export const canTake = (assignment: Assignment, agent: string, request: string, now: Date): boolean =>
  isOpen(agedAssignment(assignment, now)) &&
  (!isHeld(assignment, now) ||
    // Each agent chooses the ids of its requests, so another agent's request may have the same id.
    (assignment.lease?.agent === agent && assignment.lease.request === request));

/** @throws RexError CONFLICT when somebody else holds it, or it is over */
export function takeAssignment(
  assignment: Assignment,
  agent: string,
  request: string,
  now: Date,
): Assignment {
  if (!canTake(assignment, agent, request, now))
    throw new RexError('CONFLICT', 'This assignment is taken already, or it is over.');
  if (isHeld(assignment, now)) return assignment;
  return {
    ...assignment,
    state: 'taken',
    epoch: assignment.epoch + 1,
    lease: { agent, request, since: now.toISOString(), until: leaseEnd(assignment, now) },
  };
}

/** @throws RexError CONFLICT when the agent no longer holds it */
export function renewAssignment(assignment: Assignment, agent: string, epoch: number, now: Date): Assignment {
  const lease = holding(assignment, agent, epoch, now);
  return { ...assignment, lease: { ...lease, until: leaseEnd(assignment, now) } };
}

/** @throws RexError CONFLICT when the agent no longer holds it. A repeat of the same result changes nothing. */
export function settleAssignment(
  assignment: Assignment,
  agent: string,
  epoch: number,
  result: unknown,
  now: Date,
): Assignment {
  if (assignment.state === 'done' && assignment.lease?.agent === agent && assignment.epoch === epoch)
    return assignment;
  holding(assignment, agent, epoch, now);
  return { ...assignment, state: 'done', result };
}

/** Gives it back, to be offered again or for good. @throws RexError CONFLICT when the agent no longer holds it */
export function failAssignment(
  assignment: Assignment,
  agent: string,
  epoch: number,
  { code, retry }: { readonly code: string; readonly retry: boolean },
  now: Date,
): Assignment {
  const { lease: _, ...rest } = assignment;
  holding(assignment, agent, epoch, now);
  const free: Assignment = { ...rest, state: 'offered' };
  return retry ? agedAssignment(free, now) : givenUp(free, `The agent said that it cannot be done: ${code}.`);
}

const givenUp = (assignment: Assignment, reason: string): Assignment => ({
  ...assignment,
  state: 'given_up',
  reason,
});

const leaseEnd = ({ deadline }: Assignment, now: Date): string => {
  const until = addMs(now, LEASE_MS).toISOString();
  return until < deadline ? until : deadline;
};

function holding(
  assignment: Assignment,
  agent: string,
  epoch: number,
  now: Date,
): NonNullable<Assignment['lease']> {
  const aged = agedAssignment(assignment, now);
  const { lease } = aged;
  if (aged.state !== 'taken' || !lease || lease.agent !== agent || aged.epoch !== epoch) {
    throw new RexError('CONFLICT', 'Your lease of this assignment has run out: take another assignment.');
  }
  return lease;
}
