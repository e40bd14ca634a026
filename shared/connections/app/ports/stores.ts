import type { RexEvent } from '../../../kernel/events.ts';
import type { Connection, StoredSecret } from '../../domain/connection.ts';

export interface ConnectionRecords {
  list(workspace: string): Promise<Connection[]>;
  get(workspace: string, id: string): Promise<Connection | undefined>;
  create(connection: Connection, events: readonly RexEvent[]): Promise<void>;
  /** Guarded by the version that was read. @throws RexError VERSION_CONFLICT */
  save(connection: Connection, events: readonly RexEvent[]): Promise<Connection>;
  /** Guarded by the version that was read. @throws RexError VERSION_CONFLICT */
  remove(connection: Connection, events: readonly RexEvent[]): Promise<void>;
}

interface Of {
  readonly workspace: string;
  readonly id: string;
}

/** One secret for each connection. */
export interface ConnectionSecrets {
  /** May be the one before for a moment after a change. */
  get(of: Of): Promise<StoredSecret | undefined>;
  /** Also where there is one already. */
  create(of: Of, secret: StoredSecret): Promise<void>;
  put(of: Of, secret: StoredSecret): Promise<void>;
  /** Does nothing when there is none. */
  remove(of: Of): Promise<void>;
}
