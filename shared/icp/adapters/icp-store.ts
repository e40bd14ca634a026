import * as z from 'zod';
import type { RexEvent } from '../../kernel/events.ts';
import { putEvents } from '../../platform/adapters/dynamodb/event-put.ts';
import { type RecordTable, transact } from '../../platform/adapters/dynamodb/table.ts';
import type { IcpStore } from '../app/ports/icp.ts';
import {
  type IcpProfile,
  icpProfileSchema,
  type MissionTarget,
  missionTargetSchema,
} from '../domain/profile.ts';
import { type SurveyPage, surveyPageSchema } from '../domain/survey.ts';
import {
  latestProfileKey,
  profileKey,
  profilesPartition,
  sampleShareKey,
  surveyPageKey,
  surveyPartition,
  targetKey,
} from './keys.ts';

const latestSchema = z.object({ version: z.number().int(), profileId: z.string() });
const shareSchema = z.object({ keep: z.number() });

export class DynamoIcpStore implements IcpStore {
  private readonly records: RecordTable;
  private readonly events: RecordTable;

  constructor(records: RecordTable, events: RecordTable) {
    this.records = records;
    this.events = events;
  }

  putSampleShare(workspace: string, missionId: string, keep: number): Promise<void> {
    return this.records.putOnce(sampleShareKey(workspace, missionId), { keep });
  }

  async sampleShare(workspace: string, missionId: string): Promise<number | undefined> {
    return (await this.records.get(sampleShareKey(workspace, missionId), shareSchema))?.keep;
  }

  putSurveyPage(workspace: string, missionId: string, page: SurveyPage, until: Date): Promise<void> {
    const expiresAt = Math.ceil(until.getTime() / 1000);
    return this.records.putOnce(surveyPageKey(workspace, missionId, page.page), { ...page, expiresAt });
  }

  async *surveyPages(workspace: string, missionId: string): AsyncGenerator<SurveyPage> {
    let cursor: string | undefined;
    do {
      const page = await this.records.page(surveyPartition(workspace, missionId), surveyPageSchema, {
        prefix: 'SURVEY#',
        cursor,
        consistent: true,
      });
      yield* page.items;
      cursor = page.cursor ?? undefined;
    } while (cursor);
  }

  async create(profile: IcpProfile, events: readonly RexEvent[]): Promise<void> {
    const { workspace, id, number } = profile;
    const latest = { version: number, profileId: id };
    const before = number === 1 ? 'absent' : { version: number - 1 };
    await transact(this.records, [
      this.records.putItem(profileKey(workspace, id), profile, 'absent'),
      this.records.putItem(latestProfileKey(workspace), latest, before),
      ...putEvents(this.events, events),
    ]);
  }

  get(workspace: string, id: string): Promise<IcpProfile | undefined> {
    return this.records.get(profileKey(workspace, id), icpProfileSchema);
  }

  async latest(workspace: string): Promise<IcpProfile | undefined> {
    const latest = await this.records.get(latestProfileKey(workspace), latestSchema);
    return latest && this.get(workspace, latest.profileId);
  }

  async list(workspace: string, page: { limit: number; cursor?: string | undefined }) {
    const { items, cursor } = await this.records.page(profilesPartition(workspace), icpProfileSchema, {
      ...page,
      newestFirst: true,
    });
    return { profiles: items, cursor };
  }

  putTarget(workspace: string, missionId: string, target: MissionTarget): Promise<void> {
    return this.records.putOnce(targetKey(workspace, missionId), target);
  }

  target(workspace: string, missionId: string): Promise<MissionTarget | undefined> {
    return this.records.get(targetKey(workspace, missionId), missionTargetSchema);
  }
}
