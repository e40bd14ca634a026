import type { EventData } from '../../kernel/contract/event-contract.ts';
import { type Cause, newEvent, type RexEvent } from '../../kernel/events.ts';
import { workspaceEvents } from '../contract/events.ts';

/** An event about the settings of a workspace; `version` is that of the settings after the change. */
export const workspaceEvent = <N extends keyof typeof workspaceEvents>(
  { workspace, version }: { readonly workspace: string; readonly version: number },
  name: N,
  cause: Cause,
  data: EventData<typeof workspaceEvents, N>,
  now: Date,
): RexEvent =>
  newEvent(workspaceEvents, name, { ...cause, about: workspace, sequence: version, workspace, data }, now);
