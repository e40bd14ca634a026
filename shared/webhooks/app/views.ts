import type { z } from 'zod';
import type { deliverySchema, endpointSchema } from '../contract/webhooks.ts';
import type { Delivery } from '../domain/delivery.ts';
import { type Endpoint, isSlow } from '../domain/endpoint.ts';

/** An endpoint as clients see it; pauses and overlaps that are over are not shown. */
export function endpointView(endpoint: Endpoint, now: Date): z.infer<typeof endpointSchema> {
  const { id, url, events, description, state, disabledBecause, failingSince, createdAt, createdBy } =
    endpoint;
  const { slowUntil, oldSecretUntil } = endpoint;
  return {
    id,
    url,
    events,
    description: description ?? null,
    state,
    disabledBecause: disabledBecause ?? null,
    failingSince: failingSince ?? null,
    slowUntil: isSlow(endpoint, now) ? (slowUntil ?? null) : null,
    oldSecretUntil:
      oldSecretUntil !== undefined && oldSecretUntil > now.toISOString() ? oldSecretUntil : null,
    createdAt,
    createdBy,
  };
}

export const deliveryView = (delivery: Delivery): z.infer<typeof deliverySchema> => {
  const { id, type, eventId, state, at, nextAttemptAt, attempts, body } = delivery;
  return { id, type, eventId, state, at, nextAttemptAt: nextAttemptAt ?? null, attempts, body };
};
