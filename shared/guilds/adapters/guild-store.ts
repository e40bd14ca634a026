import * as z from 'zod';
import { DAY } from '../../kernel/clock.ts';
import type { RexEvent } from '../../kernel/events.ts';
import { addToCounters } from '../../platform/adapters/dynamodb/counters.ts';
import { putEvents } from '../../platform/adapters/dynamodb/event-put.ts';
import { type RecordTable, transact } from '../../platform/adapters/dynamodb/table.ts';
import type { GuildStore, GuildUse } from '../app/ports/guilds.ts';
import type { GuildName, Resources } from '../contract/guilds.ts';
import { type GuildRecord, guildRecordSchema, newGuild } from '../domain/guild-record.ts';
import { guildDayKey, guildKey } from './keys.ts';

const KEPT_MS = 35 * DAY;
const useSchema = z.object({ runs: z.number().default(0), modelRuns: z.number().default(0) });
const LIMIT_OF = { runs: 'runsADay', modelRuns: 'modelRunsADay' } as const satisfies Record<
  keyof GuildUse,
  keyof Resources
>;

export class DynamoGuildStore implements GuildStore {
  private readonly records: RecordTable;
  private readonly events: RecordTable;

  constructor(records: RecordTable, events: RecordTable) {
    this.records = records;
    this.events = events;
  }

  async get(workspace: string, name: GuildName): Promise<GuildRecord> {
    return (
      (await this.records.get(guildKey(workspace, name), guildRecordSchema)) ?? newGuild(workspace, name)
    );
  }

  save(record: GuildRecord, events: readonly RexEvent[]): Promise<void> {
    const { workspace, name, version } = record;
    return transact(this.records, [
      this.records.putItem(
        guildKey(workspace, name),
        record,
        version === 1 ? 'absent' : { version: version - 1 },
      ),
      ...putEvents(this.events, events),
    ]);
  }

  async used(workspace: string, name: GuildName, day: string): Promise<GuildUse> {
    return (
      (await this.records.get(guildDayKey(workspace, name, day), useSchema)) ?? { runs: 0, modelRuns: 0 }
    );
  }

  take(
    workspace: string,
    name: GuildName,
    day: string,
    what: keyof GuildUse,
    limits: Resources,
  ): Promise<boolean> {
    const expiresAt = Math.floor((Date.parse(day) + KEPT_MS) / 1_000);
    const counter = { name: what, add: 1, limit: limits[LIMIT_OF[what]] };
    return addToCounters(this.records, guildDayKey(workspace, name, day), [counter], expiresAt);
  }
}
