import * as z from 'zod';
import { addMs, MINUTE } from '../../kernel/clock.ts';
import {
  errandIdSchema,
  instantSchema,
  missionIdSchema,
  workspaceIdSchema,
} from '../../kernel/contract/common.ts';
import { readUnknownAs } from '../../kernel/contract/tolerance.ts';
import { RexError } from '../../kernel/errors.ts';
import { shortHash } from '../../kernel/ids.ts';
import { outsideStepSchema } from '../contract/outside-agent-routes.ts';

const LEASE_MS = 2 * MINUTE;
const PATIENCE_MS = 30 * MINUTE;
const TRIES = 3;

/**
 * A step of a mission that is offered to agents outside of Rex. One holds it at a time: a lease that runs out lets
 * another one take it, under the next epoch, and whoever held it before is told that it is late. When nobody has done
 * it by the deadline, or three have tried, Rex does the step by itself.
 */
export const errandSchema = z.object({
  workspace: workspaceIdSchema,
  id: errandIdSchema,
  version: z.number().int().min(1),
  missionId: missionIdSchema,
  step: outsideStepSchema,
  state: readUnknownAs(z.enum(['offered', 'taken', 'done', 'given_up']), 'given_up'),
  correlationId: z.string(),
  task: z.record(z.string(), z.unknown()),
  offeredAt: instantSchema,
  deadline: instantSchema,
  /** How often it was taken. */
  epoch: z.number().int().min(0),
  lease: z
    .object({
      /** An outside agent's id, or `model`. */
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
export type Errand = z.infer<typeof errandSchema>;

/** Of one step there is one errand, however often the step is started. */
export const errandIdOf = (missionId: string, step: string): string =>
  `er_${shortHash(`${missionId} ${step}`, 20)}`;

export const offerErrand = (
  {
    workspace,
    missionId,
    step,
    task,
    correlationId,
  }: Pick<Errand, 'workspace' | 'missionId' | 'step' | 'task' | 'correlationId'>,
  now: Date,
): Errand => ({
  workspace,
  id: errandIdOf(missionId, step),
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

/** The language model, as the holder of an errand. */
export const MODEL = 'model';

/** One that the model works on in the background: nobody else can take it, and it has until the deadline. */
export const errandOfModel = (offered: Errand, request: string): Errand => ({
  ...offered,
  state: 'taken',
  epoch: 1,
  lease: { agent: MODEL, request, since: offered.offeredAt, until: offered.deadline },
});

/** @throws RexError CONFLICT when it is over */
export function failForGood(errand: Errand, reason: string): Errand {
  if (!isOpen(errand)) throw new RexError('CONFLICT', 'This assignment is over.');
  return givenUp(errand, reason);
}

export const isOpen = ({ state }: Errand): boolean => state === 'offered' || state === 'taken';

const isHeld = ({ state, lease }: Errand, now: Date): boolean =>
  state === 'taken' && lease !== undefined && lease.until > now.toISOString();

/** What time has done to it: it is given up when nobody is left to do it. */
export function agedErrand(errand: Errand, now: Date): Errand {
  if (!isOpen(errand)) return errand;
  if (errand.deadline <= now.toISOString()) return givenUp(errand, 'Nobody did it in time.');
  if (errand.epoch >= TRIES && !isHeld(errand, now))
    return givenUp(errand, `${TRIES} agents took it and did not do it.`);
  return errand;
}

/** Whether an agent can have it: it is free, or is held by that very request already, whose answer was lost. */
export const canTake = (errand: Errand, request: string, now: Date): boolean =>
  isOpen(agedErrand(errand, now)) && (!isHeld(errand, now) || errand.lease?.request === request);

/** @throws RexError CONFLICT when somebody else holds it, or it is over */
export function takeErrand(errand: Errand, agent: string, request: string, now: Date): Errand {
  if (!canTake(errand, request, now)) throw new RexError('CONFLICT', 'Somebody else was quicker.');
  if (isHeld(errand, now)) return errand;
  return {
    ...errand,
    state: 'taken',
    epoch: errand.epoch + 1,
    lease: { agent, request, since: now.toISOString(), until: leaseEnd(errand, now) },
  };
}

/** @throws RexError CONFLICT for whoever does not hold it any more */
export function renewErrand(errand: Errand, agent: string, epoch: number, now: Date): Errand {
  const lease = holding(errand, agent, epoch, now);
  return { ...errand, lease: { ...lease, until: leaseEnd(errand, now) } };
}

/** @throws RexError CONFLICT for whoever does not hold it any more. The same result again changes nothing. */
export function settleErrand(
  errand: Errand,
  agent: string,
  epoch: number,
  result: unknown,
  now: Date,
): Errand {
  if (errand.state === 'done' && errand.lease?.agent === agent && errand.epoch === epoch) return errand;
  holding(errand, agent, epoch, now);
  return { ...errand, state: 'done', result };
}

/** Gives it back: to be offered again, or for good. @throws RexError CONFLICT for whoever does not hold it any more */
export function failErrand(
  errand: Errand,
  agent: string,
  epoch: number,
  { code, retry }: { readonly code: string; readonly retry: boolean },
  now: Date,
): Errand {
  const { lease: _, ...rest } = errand;
  holding(errand, agent, epoch, now);
  const free: Errand = { ...rest, state: 'offered' };
  return retry ? agedErrand(free, now) : givenUp(free, `The agent said that it cannot be done: ${code}.`);
}

const givenUp = (errand: Errand, reason: string): Errand => ({ ...errand, state: 'given_up', reason });

const leaseEnd = ({ deadline }: Errand, now: Date): string => {
  const until = addMs(now, LEASE_MS).toISOString();
  return until < deadline ? until : deadline;
};

function holding(errand: Errand, agent: string, epoch: number, now: Date): NonNullable<Errand['lease']> {
  const aged = agedErrand(errand, now);
  const { lease } = aged;
  if (aged.state !== 'taken' || !lease || lease.agent !== agent || aged.epoch !== epoch) {
    throw new RexError('CONFLICT', 'Your lease of this assignment has run out: take another assignment.');
  }
  return lease;
}
