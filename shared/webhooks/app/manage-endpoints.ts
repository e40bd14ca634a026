import type { Clock } from '../../kernel/clock.ts';
import { type FieldProblem, RexError } from '../../kernel/errors.ts';
import type { Cause } from '../../kernel/events.ts';
import { newId } from '../../kernel/ids.ts';
import type { Queue } from '../../platform/ports/queues.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import type { WebhookMessage } from '../contract/messages.ts';
import type { WebhookTargets } from '../contract/webhooks.ts';
import { problemOf } from '../domain/address.ts';
import { deliveryIdOf } from '../domain/delivery.ts';
import {
  disabled,
  type Endpoint,
  enabled,
  endpointEvent,
  secretsOf,
  wants,
  withNewSecret,
} from '../domain/endpoint.ts';
import type { EndpointStore } from './ports/webhooks.ts';

const MAX_ENDPOINTS = 20;

export interface ManageEndpointsDeps {
  readonly endpoints: EndpointStore;
  readonly webhooks: Queue<WebhookMessage>;
  /** The secret from which the secrets of endpoints derive. */
  readonly secret: string;
  readonly targets: WebhookTargets;
  /** Names of all events. */
  readonly catalogue: readonly string[];
  readonly clock: Clock;
}

interface OfEndpoint {
  readonly workspace: string;
  readonly id: string;
  readonly cause: Cause;
}

export interface CreateEndpoint extends Pick<Endpoint, 'workspace' | 'url' | 'events'> {
  readonly description?: string | undefined;
  readonly cause: Cause;
}

/** Returns the secret, which is not shown again. @throws RexError VALIDATION_FAILED; CONFLICT when there are too many */
export async function createEndpoint(
  deps: ManageEndpointsDeps,
  { workspace, url, events, description, cause }: CreateEndpoint,
): Promise<Endpoint & { secret: string }> {
  check(deps, { url, events });
  if ((await deps.endpoints.list(workspace)).length >= MAX_ENDPOINTS) {
    throw new RexError('CONFLICT', `A workspace has at most ${MAX_ENDPOINTS} endpoints: delete one first.`);
  }
  const now = deps.clock.now();
  const endpoint: Endpoint = {
    workspace,
    id: newId('wh', now),
    version: 1,
    url,
    events: [...new Set(events)],
    ...(description === undefined ? {} : { description }),
    state: 'enabled',
    secretEpoch: 1,
    slowTimes: 0,
    createdAt: now.toISOString(),
    createdBy: cause.actor.id,
  };
  await deps.endpoints.create(endpoint, [endpointEvent('webhook.created', endpoint, cause, now)]);
  return { ...endpoint, secret: newestSecret(deps, endpoint) };
}

export interface UpdateEndpoint extends OfEndpoint {
  readonly change: {
    readonly url?: string | undefined;
    readonly events?: readonly string[] | undefined;
    readonly description?: string | undefined;
    readonly state?: Endpoint['state'] | undefined;
  };
}

/** @throws RexError NOT_FOUND, VALIDATION_FAILED */
export async function updateEndpoint(
  deps: ManageEndpointsDeps,
  { change, ...of }: UpdateEndpoint,
): Promise<Endpoint> {
  check(deps, change);
  const { url, events, description, state } = change;
  return changeEndpoint(deps, of, (endpoint) => {
    const next: Endpoint = {
      ...endpoint,
      ...(url === undefined ? {} : { url }),
      ...(events === undefined ? {} : { events: [...new Set(events)] }),
      ...(description === undefined ? {} : { description }),
    };
    if (state === undefined || state === endpoint.state) return { next, name: 'webhook.updated' };
    return state === 'enabled'
      ? { next: enabled(next), name: 'webhook.enabled' }
      : { next: disabled(next, 'person'), name: 'webhook.disabled' };
  });
}

/** @throws RexError NOT_FOUND */
export async function rotateEndpointSecret(
  deps: ManageEndpointsDeps,
  of: OfEndpoint,
): Promise<{ secret: string; oldSecretUntil: string }> {
  const rotated = await changeEndpoint(deps, of, (endpoint) => ({
    next: withNewSecret(endpoint, deps.clock.now()),
    name: 'webhook.secret-rotated',
  }));
  return { secret: newestSecret(deps, rotated), oldSecretUntil: rotated.oldSecretUntil ?? '' };
}

/** Deliveries that are on their way are dropped when their time comes. @throws RexError NOT_FOUND */
export function deleteEndpoint(deps: ManageEndpointsDeps, of: OfEndpoint): Promise<void> {
  return retryOnConflict(async () => {
    const endpoint = await getEndpoint(deps, of);
    const gone = { ...endpoint, version: endpoint.version + 1 };
    await deps.endpoints.remove(endpoint, [
      endpointEvent('webhook.deleted', gone, of.cause, deps.clock.now()),
    ]);
  });
}

/** @throws RexError NOT_FOUND; CONFLICT when it is disabled */
export async function testEndpoint(
  deps: ManageEndpointsDeps,
  of: OfEndpoint,
): Promise<{ deliveryId: string }> {
  const endpoint = enabledOnly(await getEndpoint(deps, of));
  const event = endpointEvent('webhook.tested', endpoint, of.cause, deps.clock.now());
  await deps.webhooks.send([{ kind: 'event', workspace: of.workspace, endpointId: of.id, event }]);
  return { deliveryId: deliveryIdOf(of.id, event) };
}

/** @throws RexError NOT_FOUND */
export async function getEndpoint(
  { endpoints }: Pick<ManageEndpointsDeps, 'endpoints'>,
  { workspace, id }: Pick<OfEndpoint, 'workspace' | 'id'>,
): Promise<Endpoint> {
  const endpoint = await endpoints.get(workspace, id);
  if (!endpoint) throw new RexError('NOT_FOUND', `There is no endpoint ${id}.`);
  return endpoint;
}

/** @throws RexError CONFLICT */
export function enabledOnly(endpoint: Endpoint): Endpoint {
  if (endpoint.state === 'enabled') return endpoint;
  throw new RexError('CONFLICT', `The endpoint ${endpoint.id} is disabled: enable it first.`);
}

interface Change {
  readonly next: Endpoint;
  readonly name: Parameters<typeof endpointEvent>[0];
}

function changeEndpoint(
  deps: ManageEndpointsDeps,
  of: OfEndpoint,
  change: (endpoint: Endpoint) => Change,
): Promise<Endpoint> {
  return retryOnConflict(async () => {
    const { next, name } = change(await getEndpoint(deps, of));
    const after = { ...next, version: next.version + 1 };
    return deps.endpoints.save(next, [endpointEvent(name, after, of.cause, deps.clock.now())]);
  });
}

const newestSecret = ({ secret, clock }: ManageEndpointsDeps, endpoint: Endpoint): string =>
  secretsOf(secret, endpoint, clock.now())[0] ?? '';

/** @throws RexError VALIDATION_FAILED that names every wrong field */
function check(
  { targets, catalogue }: Pick<ManageEndpointsDeps, 'targets' | 'catalogue'>,
  {
    url,
    events = [],
  }: { readonly url?: string | undefined; readonly events?: readonly string[] | undefined },
): void {
  const problem = url === undefined ? undefined : problemOf(url, targets);
  const fields: FieldProblem[] = problem === undefined ? [] : [{ path: 'body.url', message: problem }];
  for (const [n, filter] of events.entries()) {
    if (!catalogue.some((name) => wants([filter], name))) {
      const message = 'is no event of the catalogue ("rex events list")';
      fields.push({ path: `body.events.${n}`, message });
    }
  }
  if (fields.length === 0) return;
  const said = fields.map(({ path, message }) => `${path} ${message}`).join('; ');
  throw new RexError('VALIDATION_FAILED', `Not valid: ${said}.`, { fields });
}
