import type { Clock } from '../../kernel/clock.ts';
import type { WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';
import { type DomainView, domainView } from '../domain/sending-domain.ts';

/** The sending domains of a workspace as they stand today (UTC). */
export async function listDomains(
  { workspaces, clock }: { readonly workspaces: WorkspaceStore; readonly clock: Clock },
  workspace: string,
): Promise<DomainView[]> {
  const now = clock.now();
  const [pool, today] = await Promise.all([
    workspaces.getPool(workspace),
    workspaces.day(workspace, now.toISOString().slice(0, 10)),
  ]);
  return (pool?.domains ?? []).map((domain) =>
    domainView(domain, today.domains[domain.domain]?.sent ?? 0, now),
  );
}
