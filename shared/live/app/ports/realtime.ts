import type { EventChannel } from '../../../kernel/contract/event-channels.ts';
import type { RexEvent } from '../../../kernel/events.ts';
import type { ServerMessage } from '../../contract/messages.ts';

/** A client that is connected to the WebSocket. */
export interface Connection {
  readonly workspace: string;
  readonly id: string;
  readonly version: number;
  readonly subject: string;
  readonly channels: readonly EventChannel[];
  /** Seconds since 1970: by then API Gateway has closed it. */
  readonly expiresAt: number;
}

export interface ConnectionStore {
  add(connection: Connection): Promise<void>;
  get(workspace: string, id: string): Promise<Connection | undefined>;
  /** Guarded by the version that was read. */
  save(connection: Connection): Promise<void>;
  /** Harmless when it does not exist any more. */
  remove(workspace: string, id: string): Promise<void>;
  ofWorkspace(workspace: string): Promise<Connection[]>;
  /**
   * Who listens to the workspace, by one read that includes everybody who came before it: whether any client is connected,
   * and which endpoints of webhooks there are.
   */
  listeners(workspace: string): Promise<Listeners>;
}

export interface Listeners {
  readonly watched: boolean;
  readonly subscriptions: readonly Subscription[];
}

/** What an endpoint of webhooks wants to be told. */
export interface Subscription {
  readonly endpointId: string;
  /** Names of events; `mission.*` and `*` stand for many. */
  readonly events: readonly string[];
}

export interface ConnectionGateway {
  /** `slow` when the client does not read fast enough. Any other failure is thrown. */
  post(connectionId: string, message: ServerMessage): Promise<'sent' | 'gone' | 'slow'>;
  /** Ends a connection; harmless when it is gone. */
  close(connectionId: string): Promise<void>;
}

export interface PublishedEvent extends RexEvent {
  readonly position: number;
  /** Whether any client was connected after the event had its position. Clients that connect later catch up from there. */
  readonly watched: boolean;
}

export interface EventBus {
  /** Publishes in order and stops at the first failure; returns how many events are certainly published. */
  publish(events: readonly PublishedEvent[]): Promise<number>;
}
