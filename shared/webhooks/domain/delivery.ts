import * as z from 'zod';
import { addMs, DAY, HOUR, MINUTE, SECOND } from '../../kernel/clock.ts';
import { instantSchema, workspaceIdSchema } from '../../kernel/contract/common.ts';
import { readUnknownAs } from '../../kernel/contract/tolerance.ts';
import type { RexEvent } from '../../kernel/events.ts';
import { unitInterval } from '../../kernel/hash.ts';
import { derivedId } from '../../kernel/ids.ts';
import { ATTEMPT_ERRORS, DELIVERY_STATES, deliveryIdSchema, endpointIdSchema } from '../contract/webhooks.ts';

/** How long the log is kept. */
export const KEPT_MS = 7 * DAY;
/** Pauses before the second attempt, the third, and so on: those that Standard Webhooks suggests. */
const PAUSES_MS = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
];
/** Pauses are longer by up to this share, so that what failed at once does not come again at once. */
const JITTER = 0.2;
/** How many attempts are shown, with the replays of a delivery. */
const LOGGED_ATTEMPTS = 30;
/** An attempt that was claimed so long ago died: it is done again. Longer than an attempt may take. */
const CLAIM_MS = 30 * SECOND;

const attemptSchema = z.object({
  at: instantSchema,
  ms: z.number().int(),
  status: z.number().int().optional(),
  error: readUnknownAs(z.enum(ATTEMPT_ERRORS), 'CONNECTION').optional(),
  answer: z.string().optional(),
});
export type Attempt = z.infer<typeof attemptSchema>;

/** One event on its way to one endpoint, with the log of its attempts. */
export const deliveryRecordSchema = z.object({
  workspace: workspaceIdSchema,
  endpointId: endpointIdSchema,
  id: deliveryIdSchema,
  version: z.number().int().min(1),
  type: z.string(),
  eventId: z.string(),
  at: instantSchema,
  /** The same bytes in every attempt. */
  body: z.string(),
  state: readUnknownAs(z.enum(DELIVERY_STATES), 'pending'),
  round: z.number().int().min(1),
  /** Attempts of this round that are over. */
  tried: z.number().int().min(0),
  attempts: z.array(attemptSchema),
  nextAttemptAt: instantSchema.optional(),
  claimedAt: instantSchema.optional(),
  /** The request that started this round. */
  replayId: z.string().optional(),
});
export type Delivery = z.infer<typeof deliveryRecordSchema>;

/** The same for every repeat of the event, so that the receiver sees one id; it sorts by the time of the event. */
export const deliveryIdOf = (endpointId: string, event: Pick<RexEvent, 'id' | 'at'>): string =>
  derivedId('msg', new Date(event.at), `${endpointId}\n${event.id}`);

export const newDelivery = (endpointId: string, event: RexEvent): Delivery => ({
  workspace: event.workspace,
  endpointId,
  id: deliveryIdOf(endpointId, event),
  version: 1,
  type: event.name,
  eventId: event.id,
  at: event.at,
  body: bodyOf(event),
  state: 'pending',
  round: 1,
  tried: 0,
  attempts: [],
});

/** The body as Standard Webhooks has it, with what tells the order: the aggregate and its sequence. */
function bodyOf({
  id,
  name,
  at,
  schemaVersion,
  aggregate,
  sequence,
  correlationId,
  actor,
  data,
}: RexEvent): string {
  const { kind } = actor;
  return JSON.stringify({
    type: name,
    timestamp: at,
    id,
    schemaVersion,
    aggregate,
    sequence,
    correlationId,
    actor: { kind },
    data,
  });
}

/** Whether this attempt is still to be made, and nobody is at it. */
export const isDue = (
  { state, round, tried, claimedAt }: Delivery,
  asked: { readonly round: number; readonly attempt: number },
  now: Date,
): boolean =>
  (state === 'pending' || state === 'held') &&
  round === asked.round &&
  tried === asked.attempt - 1 &&
  (claimedAt === undefined || now.getTime() - Date.parse(claimedAt) >= CLAIM_MS);

export const claimed = (delivery: Delivery, now: Date): Delivery => ({
  ...delivery,
  state: 'pending',
  claimedAt: now.toISOString(),
});

export const held = (delivery: Delivery): Delivery => {
  const { claimedAt: _, nextAttemptAt: __, ...rest } = delivery;
  return { ...rest, state: 'held' };
};

/** After an attempt that arrived, or one that did not: `retry` is whether there may be another. */
export function settled(
  delivery: Delivery,
  attempt: Attempt,
  { arrived, retry, now }: { readonly arrived: boolean; readonly retry: boolean; readonly now: Date },
): Delivery {
  const { claimedAt: _, nextAttemptAt: __, ...rest } = delivery;
  const tried = delivery.tried + 1;
  const next = { ...rest, tried, attempts: [...delivery.attempts, attempt].slice(-LOGGED_ATTEMPTS) };
  if (arrived) return { ...next, state: 'delivered' };
  const pause = PAUSES_MS[tried - 1];
  if (!retry || pause === undefined) return { ...next, state: 'failed' };
  const nextAttemptAt = addMs(
    now,
    pause * (1 + JITTER * unitInterval(`${delivery.id}\n${delivery.round}\n${tried}`)),
  );
  return { ...next, state: 'pending', nextAttemptAt: nextAttemptAt.toISOString() };
}

/** The next round of a delivery: all attempts again. */
export const replayed = (delivery: Delivery, replayId: string): Delivery => {
  const { claimedAt: _, nextAttemptAt: __, ...rest } = delivery;
  return { ...rest, state: 'pending', round: delivery.round + 1, tried: 0, replayId };
};
