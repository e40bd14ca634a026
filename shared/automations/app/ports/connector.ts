import type { ConnectorName } from '../../contract/automations.ts';
import type { Brief } from '../../domain/brief.ts';
import type { Ended } from '../../domain/run.ts';

/** How an automation is reached, with its secrets in clear. */
export interface Connection {
  readonly url: string;
  readonly workflowId?: string | undefined;
  readonly token?: string | undefined;
  readonly startKey: string;
}

export type Started =
  | { readonly kind: 'taken'; readonly handle?: string | undefined }
  /** It was certainly not started, and may be tried again, `tries` times in all. */
  | {
      readonly kind: 'not-taken';
      readonly reason: string;
      readonly tries: number;
      readonly retryAfterMs?: number | undefined;
    }
  /** It was certainly not started, and a repeat would be refused alike. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** It may have been started. */
  | { readonly kind: 'unknown'; readonly reason: string };

export type Seen =
  | { readonly kind: 'running' }
  | { readonly kind: 'ended'; readonly end: Ended }
  /** Nobody knows: it could not be asked, or knows nothing of this run. */
  | { readonly kind: 'unknown'; readonly reason: string; readonly retryAfterMs?: number | undefined };

/** A system in which automations run. Nothing that it answers makes a call throw. */
export interface Connector {
  /** Whether it is asked for the result again and again; otherwise it reports by itself. */
  readonly polled: boolean;
  start(connection: Connection, brief: Brief): Promise<Started>;
  /** What became of a run. `since` is when its start was claimed. */
  look(
    connection: Connection,
    run: { readonly runId: string; readonly handle?: string | undefined; readonly since: string },
  ): Promise<Seen>;
}

export type Connectors = Readonly<Record<ConnectorName, Connector>>;
