import type { RexEvent } from '../../../kernel/events.ts';
import type { Alert } from '../../domain/alert.ts';

export interface AlertStore {
  get(workspace: string, id: string): Promise<Alert | undefined>;
  /** The newest alert of a cause, whatever its state. */
  ofCause(workspace: string, cause: string): Promise<Alert | undefined>;
  /** Stores a new alert of a cause in place of `previous`; a conflict when another one was stored meanwhile. */
  create(alert: Alert, previous: Alert | undefined, events: readonly RexEvent[]): Promise<void>;
  /** Guarded by the version that was read. */
  save(alert: Alert, events: readonly RexEvent[]): Promise<Alert>;
  list(
    workspace: string,
    filter: { state?: string | undefined; limit: number; cursor?: string | undefined },
  ): Promise<{ alerts: Alert[]; cursor: string | null }>;
}
