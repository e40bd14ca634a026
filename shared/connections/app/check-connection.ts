import type { Connection } from '../domain/connection.ts';
import { getConnection } from './manage-connections.ts';
import { type OpenDeps, openConnection, refuseOpened } from './open-connection.ts';
import type { Checked, Vendors } from './ports/vendors.ts';
import { changeConnection, working } from './settle-connection.ts';

export interface CheckDeps extends OpenDeps {
  readonly vendors: Vendors;
}

/** Asks the provider whether it accepts the credentials, also those that it refused before. @throws RexError NOT_FOUND */
export async function checkConnection(
  deps: CheckDeps,
  of: { readonly workspace: string; readonly id: string },
): Promise<Checked & { readonly connection: Connection }> {
  await getConnection(deps, of);
  const checked = await check(deps, of);
  return { ...checked, connection: await getConnection(deps, of) };
}

async function check(deps: CheckDeps, of: { workspace: string; id: string }): Promise<Checked> {
  const opened = await openConnection(deps, of, { again: true });
  if ('outcome' in opened) return { outcome: opened.outcome, message: opened.reason };
  const checked = await deps.vendors.check(opened);
  if (checked.outcome === 'refused') await refuseOpened(deps, of.workspace, opened, checked.message);
  if (checked.outcome === 'working') {
    const now = deps.clock.now();
    await changeConnection(deps, of, (is) => (is.state === 'removing' ? undefined : working(is, now)), {
      event: 'connection.working',
    });
  }
  return checked;
}
