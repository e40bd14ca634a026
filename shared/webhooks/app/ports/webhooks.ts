import type { RexEvent } from '../../../kernel/events.ts';
import type { Attempt, Delivery } from '../../domain/delivery.ts';
import type { Endpoint } from '../../domain/endpoint.ts';

export interface EndpointStore {
  list(workspace: string): Promise<Endpoint[]>;
  get(workspace: string, id: string): Promise<Endpoint | undefined>;
  create(endpoint: Endpoint, events: readonly RexEvent[]): Promise<void>;
  /** Guarded by the version that was read; returns the endpoint as it is now. */
  save(endpoint: Endpoint, events: readonly RexEvent[]): Promise<Endpoint>;
  /** Guarded by the version that was read. */
  remove(endpoint: Endpoint, events: readonly RexEvent[]): Promise<void>;
}

export interface DeliveryPage {
  readonly deliveries: readonly Delivery[];
  readonly cursor: string | null;
}

/** The log of an endpoint. What was not written to for 7 days leaves it. */
export interface DeliveryStore {
  get(workspace: string, endpointId: string, id: string): Promise<Delivery | undefined>;
  /** False when it is there already. */
  create(delivery: Delivery): Promise<boolean>;
  /** Guarded by the version that was read; returns the delivery as it is now. */
  save(delivery: Delivery): Promise<Delivery>;
  /** Newest first. */
  list(
    workspace: string,
    endpointId: string,
    page: {
      readonly state?: string | undefined;
      readonly limit: number;
      readonly cursor?: string | undefined;
    },
  ): Promise<DeliveryPage>;
  /** Those after an id, the oldest first; ids sort by time. */
  after(workspace: string, endpointId: string, id: string, limit: number): Promise<DeliveryPage>;
}

/** A request to an endpoint, and what came of it. */
export interface WebhookRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
export interface WebhookAnswer extends Omit<Attempt, 'at'> {
  /** Of the header Retry-After. */
  readonly retryAfterMs?: number | undefined;
}

export interface WebhookSender {
  /** Never throws for what an endpoint does. It follows no redirect, and connects to no address that is not allowed. */
  send(request: WebhookRequest): Promise<WebhookAnswer>;
}
