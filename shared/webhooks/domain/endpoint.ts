import { createHmac } from 'node:crypto';
import * as z from 'zod';
import { addMs, DAY, HOUR, SECOND } from '../../kernel/clock.ts';
import { instantSchema, workspaceIdSchema } from '../../kernel/contract/common.ts';
import { readUnknownAs } from '../../kernel/contract/tolerance.ts';
import type { Actor, RexEvent } from '../../kernel/events.ts';
import { newEvent } from '../../kernel/events.ts';
import { webhookEvents } from '../contract/events.ts';
import { DISABLED_BECAUSE, ENDPOINT_STATES, endpointIdSchema } from '../contract/webhooks.ts';

/** How long the secret of before signs beside the new one. */
const SECRET_OVERLAP_MS = 24 * HOUR;
/** An endpoint that takes nothing for so long is disabled. */
const GIVEN_UP_AFTER_MS = 5 * DAY;
const FIRST_PAUSE_MS = 30 * SECOND;
const LONGEST_PAUSE_MS = HOUR;

/** An address of the customer to which events are delivered. */
export const endpointRecordSchema = z.object({
  workspace: workspaceIdSchema,
  id: endpointIdSchema,
  version: z.number().int().min(1),
  url: z.string(),
  events: z.array(z.string()),
  description: z.string().optional(),
  state: readUnknownAs(z.enum(ENDPOINT_STATES), 'disabled'),
  disabledBecause: readUnknownAs(z.enum(DISABLED_BECAUSE), 'person').optional(),
  /** Grows with each new secret. */
  secretEpoch: z.number().int().min(1),
  oldSecretUntil: instantSchema.optional(),
  failingSince: instantSchema.optional(),
  slowUntil: instantSchema.optional(),
  /** How often in a row it was too slow; the pauses double with it. */
  slowTimes: z.number().int().min(0).default(0),
  createdAt: instantSchema,
  createdBy: z.string(),
});
export type Endpoint = z.infer<typeof endpointRecordSchema>;

/** Whether one of the filters stands for the name: the name itself, `<kind>.*`, or `*`. */
export const wants = (filters: readonly string[], name: string): boolean =>
  filters.some(
    (filter) =>
      filter === '*' || filter === name || (filter.endsWith('.*') && name.startsWith(filter.slice(0, -1))),
  );

/**
 * The secrets with which a delivery is signed, the newest first. They derive from the secret of the deployment, so that no
 * table holds them. A change of the first line would change every secret that was given out.
 */
export function secretsOf(deploymentSecret: string, endpoint: Endpoint, now: Date): string[] {
  const { secretEpoch, oldSecretUntil } = endpoint;
  const overlaps = oldSecretUntil !== undefined && now.toISOString() < oldSecretUntil;
  return [secretEpoch, ...(overlaps ? [secretEpoch - 1] : [])].map((epoch) => {
    const what = `webhook-endpoint\n${endpoint.workspace}\n${endpoint.id}\n${epoch}`;
    return `whsec_${createHmac('sha256', deploymentSecret).update(what).digest('base64')}`;
  });
}

export const withNewSecret = (
  endpoint: Endpoint,
  now: Date,
): Endpoint & { readonly oldSecretUntil: string } => ({
  ...endpoint,
  secretEpoch: endpoint.secretEpoch + 1,
  oldSecretUntil: addMs(now, SECRET_OVERLAP_MS).toISOString(),
});

/** It starts anew: what went wrong before does not count any more. */
export function enabled(endpoint: Endpoint): Endpoint {
  const { disabledBecause: _, failingSince: __, slowUntil: ___, ...rest } = endpoint;
  return { ...rest, state: 'enabled', slowTimes: 0 };
}

export const disabled = (
  endpoint: Endpoint,
  disabledBecause: NonNullable<Endpoint['disabledBecause']>,
): Endpoint => ({ ...endpoint, state: 'disabled', disabledBecause });

export const isSlow = ({ slowUntil }: Endpoint, now: Date): boolean =>
  slowUntil !== undefined && now.toISOString() < slowUntil;

export type Outcome =
  | { readonly kind: 'delivered' }
  | { readonly kind: 'failed' }
  /** It is overloaded or does not answer. `retryAfterMs` is what it asked for. */
  | { readonly kind: 'slow'; readonly retryAfterMs?: number | undefined }
  | { readonly kind: 'gone' };

/** The endpoint after an attempt; the same object when nothing changes, as after most deliveries. */
export function afterAttempt(endpoint: Endpoint, outcome: Outcome, now: Date): Endpoint {
  if (endpoint.state === 'disabled') return endpoint;
  if (outcome.kind === 'gone') return disabled(endpoint, 'gone');
  if (outcome.kind === 'delivered') {
    return endpoint.failingSince === undefined && endpoint.slowUntil === undefined
      ? endpoint
      : enabled(endpoint);
  }
  const failingSince = endpoint.failingSince ?? now.toISOString();
  if (now.getTime() - Date.parse(failingSince) >= GIVEN_UP_AFTER_MS) {
    return disabled({ ...endpoint, failingSince }, 'failing');
  }
  // Attempts that were under way when it became slow say nothing new.
  if (outcome.kind === 'failed' || isSlow(endpoint, now)) {
    return endpoint.failingSince === undefined ? { ...endpoint, failingSince } : endpoint;
  }
  const pause = Math.max(outcome.retryAfterMs ?? 0, FIRST_PAUSE_MS * 2 ** endpoint.slowTimes);
  return {
    ...endpoint,
    failingSince,
    slowTimes: Math.min(endpoint.slowTimes + 1, 10),
    slowUntil: addMs(now, Math.min(pause, LONGEST_PAUSE_MS)).toISOString(),
  };
}

/** An event about an endpoint as it is after the change. */
export const endpointEvent = (
  name: keyof typeof webhookEvents,
  { workspace, id, version, url, disabledBecause = 'person' }: Endpoint,
  { actor, correlationId }: { readonly actor: Actor; readonly correlationId: string },
  now: Date,
): RexEvent => {
  const data = { endpointId: id, host: new URL(url).host };
  return newEvent(
    webhookEvents,
    name,
    {
      workspace,
      about: id,
      sequence: version,
      correlationId,
      actor,
      data: name === 'webhook.disabled' ? { ...data, because: disabledBecause } : data,
    },
    now,
  );
};
