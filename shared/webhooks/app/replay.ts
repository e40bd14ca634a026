import type { Clock } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import type { Cause } from '../../kernel/events.ts';
import { timeOf } from '../../kernel/ids.ts';
import { sinceInstant } from '../../kernel/since.ts';
import type { Queue } from '../../platform/ports/queues.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import type { WebhookMessage } from '../contract/messages.ts';
import { replayed } from '../domain/delivery.ts';
import { endpointEvent } from '../domain/endpoint.ts';
import { enabledOnly, getEndpoint } from './manage-endpoints.ts';
import type { DeliveryStore, EndpointStore } from './ports/webhooks.ts';

const PAGE = 25;

export interface ReplayDeps {
  readonly endpoints: EndpointStore;
  readonly deliveries: DeliveryStore;
  readonly webhooks: Queue<WebhookMessage>;
  readonly clock: Clock;
}

export interface AskReplay {
  readonly workspace: string;
  readonly id: string;
  readonly cause: Cause;
  /** One delivery, or those whose events happened from `since` on and before `until`. */
  readonly what:
    | { readonly deliveryId: string }
    | { readonly since: string; readonly until?: string | undefined; readonly all: boolean };
}

/** @throws RexError NOT_FOUND; CONFLICT when the endpoint is disabled; VALIDATION_FAILED */
export async function askReplay(
  deps: ReplayDeps,
  { workspace, id: endpointId, cause, what }: AskReplay,
): Promise<{ replaying: 'one' | 'span' }> {
  enabledOnly(await getEndpoint(deps, { workspace, id: endpointId }));
  const now = deps.clock.now();
  if ('deliveryId' in what) {
    await replayOne(deps, { workspace, endpointId, ...what, replayId: cause.correlationId });
  } else {
    const since = sinceInstant(what.since, now);
    const until = what.until === undefined ? now.toISOString() : sinceInstant(what.until, now);
    if (until <= since) throw notBefore();
    await deps.webhooks.send([
      {
        kind: 'replay',
        workspace,
        endpointId,
        after: placeOf(since),
        until: placeOf(until),
        all: what.all,
        replayId: cause.correlationId,
      },
    ]);
  }
  await retryOnConflict(async () => {
    const current = await getEndpoint(deps, { workspace, id: endpointId });
    const after = { ...current, version: current.version + 1 };
    return deps.endpoints.save(current, [endpointEvent('webhook.replayed', after, cause, now)]);
  });
  return { replaying: 'deliveryId' in what ? 'one' : 'span' };
}

/** Sends one page of the span again, and asks for the next one. */
export async function replaySpan(
  deps: ReplayDeps,
  message: Extract<WebhookMessage, { kind: 'replay' }>,
): Promise<void> {
  const { workspace, endpointId, after, until, all, replayId } = message;
  const endpoint = await deps.endpoints.get(workspace, endpointId);
  if (endpoint?.state !== 'enabled') return;
  const { deliveries, cursor } = await deps.deliveries.after(workspace, endpointId, after, PAGE);
  for (const { id, state, replayId: ofBefore } of deliveries) {
    const isWanted = all || state === 'failed' || state === 'held' || ofBefore === replayId;
    if (id < until && isWanted) await replayOne(deps, { workspace, endpointId, deliveryId: id, replayId });
  }
  if (cursor !== null && cursor < until) await deps.webhooks.send([{ ...message, after: cursor }]);
}

interface ReplayOne {
  readonly workspace: string;
  readonly endpointId: string;
  readonly deliveryId: string;
  /** One request starts one round, however often it is carried out. */
  readonly replayId: string;
}

async function replayOne(
  { deliveries, webhooks }: ReplayDeps,
  { workspace, endpointId, deliveryId, replayId }: ReplayOne,
): Promise<void> {
  const delivery = await retryOnConflict(async () => {
    const known = await deliveries.get(workspace, endpointId, deliveryId);
    if (!known) throw new RexError('NOT_FOUND', `The log has no delivery ${deliveryId}.`);
    return known.replayId === replayId ? known : deliveries.save(replayed(known, replayId));
  });
  const { round, tried } = delivery;
  // The request was carried out before.
  if (tried > 0) return;
  await webhooks.send([{ kind: 'attempt', workspace, endpointId, deliveryId, round, attempt: 1 }]);
}

/** Below the id of every delivery of this moment, and above those of before. */
const placeOf = (instant: string): string => `msg_${timeOf(new Date(instant))}`;

const notBefore = (): RexError =>
  new RexError('VALIDATION_FAILED', 'Not valid: body.since is not before body.until.', {
    fields: [{ path: 'body.since', message: 'must be before until' }],
  });
