import type { RaiseAlertDeps } from '../../alerts/app/raise-alert.ts';
import { resolveCause } from '../../alerts/app/settle-alert.ts';
import type { ConnectionRecords } from '../../connections/app/ports/stores.ts';
import { refusalCause } from '../../connections/app/settle-connection.ts';
import { PROVIDER_TABLE } from '../../connections/contract/providers.ts';
import type { Connection } from '../../connections/domain/connection.ts';
import { derivedId } from '../../kernel/ids.ts';
import { type AskPersonDeps, askPerson, seenDone } from '../../tasks/app/ask-person.ts';
import type { NotificationMessage } from '../contract/messages.ts';

export interface AskToRenewDeps extends AskPersonDeps, RaiseAlertDeps {
  readonly connectionRecords: Pick<ConnectionRecords, 'get'>;
}

type ConnectionMessage = Extract<NotificationMessage, { kind: 'connection' }>;

/**
 * A refusal of a connection is one task for a person, which is over when the connection is refused no more, and so is its alert.
 * The message says that something happened; what is, the record says.
 */
export async function askToRenew(deps: AskToRenewDeps, message: ConnectionMessage): Promise<void> {
  const { workspace, connectionId, refusedAt } = message;
  const id = derivedId('t', new Date(refusedAt), `renew ${workspace} ${connectionId} ${refusedAt}`);
  const connection = await refusedNow(deps, message);
  if (connection) {
    const { provider, name, reason = '' } = connection;
    await askPerson(deps, {
      workspace,
      id,
      title: `Renew the connection "${name}" (${PROVIDER_TABLE[provider].title})`,
      description: `Get new credentials from ${PROVIDER_TABLE[provider].title}, and run "rex connections renew ${connectionId}". Until then its tasks are refused; retry those that have failed ("rex tasks list --status failed").`,
      payload: { connection: connectionId },
      error: reason,
    });
  }
  // Read again: it may have been renewed while the task was written, and that message may have come before.
  if (!(await refusedNow(deps, message)))
    await seenDone(deps, { workspace, id }, 'The connection is refused no more.');
  await resolveCause(deps, { workspace, cause: refusalCause(connectionId) }, async () => {
    const now = await deps.connectionRecords.get(workspace, connectionId);
    return now?.state !== 'refused';
  });
}

async function refusedNow(
  { connectionRecords }: AskToRenewDeps,
  { workspace, connectionId, refusedAt }: ConnectionMessage,
): Promise<Connection | undefined> {
  const connection = await connectionRecords.get(workspace, connectionId);
  return connection?.state === 'refused' && connection.refusedAt === refusedAt ? connection : undefined;
}
