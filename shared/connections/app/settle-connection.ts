import { type RaiseAlertDeps, raiseAlert } from '../../alerts/app/raise-alert.ts';
import type { Clock } from '../../kernel/clock.ts';
import { type Cause, REX } from '../../kernel/events.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import { PROVIDER_TABLE } from '../contract/providers.ts';
import { type Connection, connectionEvent } from '../domain/connection.ts';
import type { ConnectionRecords } from './ports/stores.ts';

export interface SettleDeps {
  readonly connectionRecords: ConnectionRecords;
  readonly alerts: RaiseAlertDeps['alerts'];
  readonly clock: Clock;
}

export type Of = Pick<Connection, 'workspace' | 'id'>;

interface Told {
  readonly event: Parameters<typeof connectionEvent>[0];
  readonly cause?: Cause;
}

/**
 * Changes the record as it is now; `change` gives undefined to leave it alone. Undefined when it is gone, or was left alone.
 * `told` is told of it, where the state becomes another one or a person asked for it.
 */
export function changeConnection(
  { connectionRecords, clock }: Pick<SettleDeps, 'connectionRecords' | 'clock'>,
  { workspace, id }: Of,
  change: (now: Connection) => Connection | undefined,
  told?: Told,
): Promise<Connection | undefined> {
  return retryOnConflict(async () => {
    const before = await connectionRecords.get(workspace, id);
    const next = before && change(before);
    if (!next) return undefined;
    const { event, cause = { actor: REX, correlationId: id } } = told ?? {};
    const after = { ...next, version: next.version + 1 };
    const isNews = event !== undefined && (told?.cause !== undefined || before.state !== next.state);
    return connectionRecords.save(next, isNews ? [connectionEvent(event, after, cause, clock.now())] : []);
  });
}

/** The provider accepted the credentials. */
export const working = (now: Connection, at: Date): Connection => {
  const { reason: _, ...rest } = now;
  return { ...rest, state: 'working', checkedAt: at.toISOString() };
};

export const unleased = ({ lease: _, ...rest }: Connection): Connection => rest;

/** What its alert is of. */
export const refusalCause = (id: string): string => `connection-refused ${id}`;

/** The record says that a person is needed, and an alert says it too. Nothing where `only` does not hold any more. */
export async function refuse(
  deps: SettleDeps,
  of: Of,
  { reason, spent = false }: { readonly reason: string; readonly spent?: boolean },
  only: (now: Connection) => boolean = () => true,
): Promise<void> {
  const refused = await changeConnection(
    deps,
    of,
    (now) => {
      if (now.state === 'removing' || !only(now)) return undefined;
      const checkedAt = deps.clock.now().toISOString();
      const refusedAt = now.state === 'refused' ? (now.refusedAt ?? checkedAt) : checkedAt;
      return {
        ...unleased(now),
        state: 'refused',
        reason,
        checkedAt,
        refusedAt,
        spent: spent || now.spent,
      };
    },
    { event: 'connection.refused' },
  );
  if (!refused) return;
  const { workspace, id, provider, name } = refused;
  await raiseAlert(
    deps,
    {
      workspace,
      type: 'connection-refused',
      severity: 'warning',
      title: `${PROVIDER_TABLE[provider].title} refuses the connection "${name}"`,
      message: `${reason} Until "rex connections renew ${id}" its tasks are refused.`,
      evidence: { connectionId: id, provider },
      cause: refusalCause(id),
    },
    id,
  );
}
