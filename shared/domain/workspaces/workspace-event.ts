import { newId } from '../../kernel/ids.ts';
import type { Actor, RexEvent } from '../events.ts';

/** Who asked for a change, and in which request. */
export interface Cause {
  readonly actor: Actor;
  readonly correlationId: string;
}

/** Something that happened to the settings of a workspace; `version` is theirs after the change. */
export const workspaceEvent = (
  { workspace, version }: { readonly workspace: string; readonly version: number },
  name: 'workspace.created' | 'workspace.settings-changed' | 'workspace.paused' | 'workspace.resumed',
  { actor, correlationId }: Cause,
  data: RexEvent['data'],
  now: Date,
): RexEvent => ({
  id: newId('e', now),
  name,
  schemaVersion: 1,
  channel: 'system',
  workspace,
  aggregate: { type: 'WORKSPACE', id: workspace },
  sequence: version,
  correlationId,
  actor,
  at: now.toISOString(),
  data,
});

/** Something that happened to a sending domain; `version` is the pool's after the change. */
export const domainEvent = (
  {
    workspace,
    version,
    domain,
  }: { readonly workspace: string; readonly version: number; readonly domain: string },
  name:
    | 'domain.added'
    | 'domain.reputation-changed'
    | 'domain.rotated'
    | 'domain.paused'
    | 'domain.resumed'
    | 'domain.assigned',
  { actor, correlationId }: Cause,
  data: RexEvent['data'],
  now: Date,
): RexEvent => ({
  id: newId('e', now),
  name,
  schemaVersion: 1,
  channel: 'domains',
  workspace,
  aggregate: { type: 'DOMAIN', id: domain },
  sequence: version,
  correlationId,
  actor,
  at: now.toISOString(),
  data: { domain, ...data },
});
