import { REX } from '../../kernel/events.ts';
import type { ErasureHashes } from '../domain/erasure-hashes.ts';
import { type EraseLeadDeps, erasedEntry, eraseLead } from './erase-lead.ts';
import type { ErasureQueue, ErasureStore } from './ports/erasures.ts';
import type { StoredData } from './ports/person-data.ts';

/** Asks the worker to erase again whoever was erased before. @returns how many erasures there are */
export async function replayErasures(
  { erasures, erasureQueue }: { readonly erasures: ErasureStore; readonly erasureQueue: ErasureQueue },
  workspace: string,
): Promise<number> {
  const listed = await erasures.all(workspace);
  if (listed.length > 0) await erasureQueue.send([{ kind: 'replay', workspace }]);
  return listed.length;
}

export interface WorkReplayDeps extends EraseLeadDeps {
  readonly data: StoredData;
  readonly hashes: ErasureHashes;
}

/** After a restore: the hashes are suppressed again, and leads that the backup brought back are erased again. */
export async function workReplay(deps: WorkReplayDeps, workspace: string): Promise<void> {
  const listed = await deps.erasures.all(workspace);
  if (listed.length === 0) return;
  await deps.suppressions.add(
    listed.map(({ addressHash, requestedAt }) => erasedEntry(workspace, addressHash, requestedAt)),
  );
  const byId = new Map(listed.map((each) => [each.id, each]));
  let cursor: string | null | undefined;
  while (cursor !== null) {
    const page: Awaited<ReturnType<StoredData['scan']>> = await deps.data.scan('records', workspace, cursor);
    for (const { sk, id } of page.items) {
      if (sk !== 'LEAD' || typeof id !== 'string') continue;
      const before = byId.get(deps.hashes.pseudonymOf(id));
      if (!before) continue;
      const cause = { actor: REX, correlationId: before.id };
      await eraseLead(deps, { workspace, leadId: id, reason: before.reason, cause, replayed: true });
    }
    cursor = page.cursor;
  }
}
