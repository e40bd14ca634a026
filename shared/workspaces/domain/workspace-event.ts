import type { EventData, EventName } from '../../api/contract/catalogue.ts';
import { type Actor, newEvent, type RexEvent } from '../../kernel/events.ts';

/** Who asked for a change, and in which request. */
export interface Cause {
  readonly actor: Actor;
  readonly correlationId: string;
}

/** Something that happened to the settings of a workspace; `version` is theirs after the change. */
export const workspaceEvent = <N extends EventName & `workspace.${string}`>(
  { workspace, version }: { readonly workspace: string; readonly version: number },
  name: N,
  cause: Cause,
  data: EventData<N>,
  now: Date,
): RexEvent => newEvent(name, { ...cause, about: workspace, sequence: version, workspace, data }, now);

/** Something that happened to a sending domain; `version` is the pool's after the change. */
export const domainEvent = <N extends EventName & `domain.${string}`>(
  { workspace, version }: { readonly workspace: string; readonly version: number },
  name: N,
  cause: Cause,
  data: EventData<N>,
  now: Date,
): RexEvent => newEvent(name, { ...cause, about: data.domain, sequence: version, workspace, data }, now);
