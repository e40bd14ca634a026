import type { RexEvent } from '../../../kernel/events.ts';
import type { GuildName, Resources } from '../../contract/guilds.ts';
import type { GuildRecord } from '../../domain/guild-record.ts';

export interface GuildUse {
  readonly runs: number;
  readonly modelRuns: number;
}

export interface GuildStore {
  /** Of version 0 where nothing was said. */
  get(workspace: string, name: GuildName): Promise<GuildRecord>;
  /** The next version of what was read. @throws RexError VERSION_CONFLICT */
  save(record: GuildRecord, events: readonly RexEvent[]): Promise<void>;
  used(workspace: string, name: GuildName, day: string): Promise<GuildUse>;
  /** Counts a run, unless the day has no more room for it. */
  take(
    workspace: string,
    name: GuildName,
    day: string,
    what: keyof GuildUse,
    limits: Resources,
  ): Promise<boolean>;
}
