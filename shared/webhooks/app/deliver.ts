import { Webhook } from 'standardwebhooks';
import { type RaiseAlertDeps, raiseAlert } from '../../alerts/app/raise-alert.ts';
import { REX } from '../../kernel/events.ts';
import type { Queue, Scheduler } from '../../platform/ports/queues.ts';
import { retryFrom } from '../../platform/retry-on-conflict.ts';
import type { WebhookMessage } from '../contract/messages.ts';
import { claimed, type Delivery, held, isDue, newDelivery, settled } from '../domain/delivery.ts';
import {
  afterAttempt,
  type Endpoint,
  endpointEvent,
  isSlow,
  type Outcome,
  secretsOf,
} from '../domain/endpoint.ts';
import type { DeliveryStore, EndpointStore, WebhookAnswer, WebhookSender } from './ports/webhooks.ts';

export interface DeliverDeps extends RaiseAlertDeps {
  readonly endpoints: EndpointStore;
  readonly deliveries: DeliveryStore;
  readonly sender: WebhookSender;
  readonly webhooks: Queue<WebhookMessage>;
  /** For pauses that are longer than a queue can wait. */
  readonly later: Scheduler<WebhookMessage>;
  readonly secret: string;
}

type DueMessage = Extract<WebhookMessage, { kind: 'event' | 'attempt' }>;

const LONGEST_DELAY_SECONDS = 900;
/** Answers that ask for less: 503 is here because servers that are starting or overloaded give it. */
const SLOW_STATUSES = [429, 502, 503, 504];

/**
 * Makes the attempt that is due: claims it, sends, settles. What dies after the claim is done again when its message comes
 * back, so an endpoint may get the same webhook-id twice. Nothing is sent to an endpoint that is disabled (the delivery is
 * held) or that asked for a pause (the message comes again after it).
 */
export async function deliver(deps: DeliverDeps, message: DueMessage): Promise<void> {
  const { workspace, endpointId } = message;
  const endpoint = await deps.endpoints.get(workspace, endpointId);
  if (!endpoint) return;
  const now = deps.clock.now();
  if (endpoint.state === 'enabled' && isSlow(endpoint, now)) {
    const seconds = Math.ceil((Date.parse(endpoint.slowUntil ?? '') - now.getTime()) / 1000);
    await deps.webhooks.send([message], { delaySeconds: Math.min(seconds, LONGEST_DELAY_SECONDS) });
    return;
  }
  const take = endpoint.state === 'enabled' ? (due: Delivery) => claimed(due, now) : held;
  const delivery = await taken(deps, message, take);
  if (delivery?.state !== 'pending') return;
  const answer = await deps.sender.send({
    url: endpoint.url,
    headers: headersOf(deps, endpoint, delivery),
    body: delivery.body,
  });
  await settle(deps, endpoint, delivery, answer);
}

/** The delivery, claimed or held; undefined when the attempt is over or somebody is at it. */
async function taken(
  { deliveries, clock }: DeliverDeps,
  message: DueMessage,
  take: (delivery: Delivery) => Delivery,
): Promise<Delivery | undefined> {
  const { workspace, endpointId } = message;
  const fresh = message.kind === 'event' ? newDelivery(endpointId, message.event) : undefined;
  const first = fresh && take(fresh);
  if (first && (await deliveries.create(first))) return first;
  const asked = message.kind === 'event' ? { round: 1, attempt: 1 } : message;
  const id = message.kind === 'event' ? (fresh?.id ?? '') : message.deliveryId;
  const known = await deliveries.get(workspace, endpointId, id);
  if (!known || !isDue(known, asked, clock.now())) return undefined;
  return deliveries.save(take(known));
}

/** The time and the signatures are those of this attempt, the id that of all attempts. */
function headersOf(
  { secret, clock }: DeliverDeps,
  endpoint: Endpoint,
  { id, body }: Delivery,
): Record<string, string> {
  const now = clock.now();
  const signatures = secretsOf(secret, endpoint, now).map((each) => new Webhook(each).sign(id, now, body));
  return {
    'content-type': 'application/json',
    'user-agent': 'Rex-Webhooks/1',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': signatures.join(' '),
  };
}

/** The endpoint first and the next attempt second: a message that comes back after a death in between does both again. */
async function settle(
  deps: DeliverDeps,
  read: Endpoint,
  delivery: Delivery,
  { retryAfterMs, ...answer }: WebhookAnswer,
): Promise<void> {
  const now = deps.clock.now();
  const outcome = outcomeOf(answer, retryAfterMs);
  const endpoint = await noteOutcome(deps, read, outcome);
  const { workspace, endpointId, id: deliveryId, round } = delivery;
  const attempt = { at: delivery.claimedAt ?? now.toISOString(), ...answer };
  const next = settled(delivery, attempt, {
    arrived: outcome.kind === 'delivered',
    retry: endpoint?.state === 'enabled',
    now,
  });
  if (next.nextAttemptAt !== undefined) {
    const message = {
      kind: 'attempt',
      workspace,
      endpointId,
      deliveryId,
      round,
      attempt: next.tried + 1,
    } as const;
    await sendAt(deps, new Date(next.nextAttemptAt), message, now);
  }
  await deps.deliveries.save(next);
}

function outcomeOf(
  answer: Pick<WebhookAnswer, 'status' | 'error'>,
  retryAfterMs: number | undefined,
): Outcome {
  const { status, error } = answer;
  if (error === undefined) return { kind: 'delivered' };
  if (status === 410) return { kind: 'gone' };
  const isSlowAnswer = status === undefined ? error === 'TIMEOUT' : SLOW_STATUSES.includes(status);
  return isSlowAnswer ? { kind: 'slow', retryAfterMs } : { kind: 'failed' };
}

/** Writes what the attempt tells of the endpoint, if it tells anything new. Undefined when it was deleted meanwhile. */
function noteOutcome(deps: DeliverDeps, read: Endpoint, outcome: Outcome): Promise<Endpoint | undefined> {
  const { endpoints, clock } = deps;
  return retryFrom(
    read,
    () => endpoints.get(read.workspace, read.id),
    async (current) => {
      const now = clock.now();
      const next = afterAttempt(current, outcome, now);
      if (next === current) return current;
      if (next.state === 'enabled') return endpoints.save(next, []);
      await raiseAlert(deps, alertOf(next));
      const after = { ...next, version: next.version + 1 };
      const cause = { actor: REX, correlationId: '' };
      return endpoints.save(next, [endpointEvent('webhook.disabled', after, cause, now)]);
    },
  );
}

function alertOf({ workspace, id, url, failingSince, disabledBecause }: Endpoint) {
  const { host } = new URL(url);
  const why =
    disabledBecause === 'gone'
      ? 'It answered 410 Gone.'
      : `Nothing has arrived there since ${failingSince ?? 'it was added'}.`;
  return {
    workspace,
    type: 'webhook-disabled',
    severity: 'warning',
    title: `Webhooks to ${host} are disabled`,
    message: `${why} Repair the endpoint, enable it ("rex webhooks enable ${id}"), and replay what it missed within 7 days.`,
    evidence: { endpointId: id, host, because: disabledBecause, failingSince },
    cause: `webhook-disabled ${id}`,
  } as const;
}

/** By the queue where it can wait that long, else by a schedule, which is late by up to a minute. */
async function sendAt(
  { webhooks, later }: Pick<DeliverDeps, 'webhooks' | 'later'>,
  when: Date,
  message: Extract<WebhookMessage, { kind: 'attempt' }>,
  now: Date,
): Promise<void> {
  const seconds = Math.ceil((when.getTime() - now.getTime()) / 1000);
  if (seconds <= LONGEST_DELAY_SECONDS) await webhooks.send([message], { delaySeconds: seconds });
  else {
    const { deliveryId, round, attempt } = message;
    await later.at(`webhook-${deliveryId}-${round}-${attempt}`, when, message);
  }
}
