import { countItems } from '../../engagement/adapters/hour-counters.ts';
import { countsOfEvents } from '../../engagement/domain/hour-counts.ts';
import type { RexEvent } from '../../kernel/events.ts';
import { missionPartition } from '../../missions/adapters/keys.ts';
import { putEvents } from '../../platform/adapters/dynamodb/event-put.ts';
import { isConflict, packed, type RecordTable, transact } from '../../platform/adapters/dynamodb/table.ts';
import { queryWork } from '../../platform/adapters/dynamodb/work-index.ts';
import type { CohortStore } from '../app/ports/cohorts.ts';
import { type Cohort, cohortSchema, type Drafts, draftsSchema } from '../domain/cohort.ts';
import { cohortKey, cohortWork, draftsKey } from './keys.ts';

export class DynamoCohortStore implements CohortStore {
  private readonly records: RecordTable;
  private readonly events: RecordTable;

  constructor(records: RecordTable, events: RecordTable) {
    this.records = records;
    this.events = events;
  }

  async create(cohort: Cohort): Promise<boolean> {
    try {
      await this.records.put(
        cohortKey(cohort.workspace, cohort.missionId, cohort.id),
        cohort,
        'absent',
        work(cohort),
      );
      return true;
    } catch (error) {
      if (isConflict(error)) return false;
      throw error;
    }
  }

  get(workspace: string, missionId: string, id: string): Promise<Cohort | undefined> {
    return this.records.get(cohortKey(workspace, missionId, id), cohortSchema);
  }

  async save(cohort: Cohort, events: readonly RexEvent[] = []): Promise<Cohort> {
    const next = { ...cohort, version: cohort.version + 1 };
    const key = cohortKey(cohort.workspace, cohort.missionId, cohort.id);
    const [event] = events;
    if (!event) {
      await this.records.put(key, next, { version: cohort.version }, work(next));
    } else {
      await transact(this.records, [
        this.records.putItem(key, next, { version: cohort.version }, work(next)),
        ...putEvents(this.events, events),
        ...countItems(this.records, {
          workspace: cohort.workspace,
          at: event.at,
          spread: `${cohort.missionId} ${cohort.id}`,
          counts: countsOfEvents(events),
        }),
      ]);
    }
    return next;
  }

  list(workspace: string, missionId: string): Promise<Cohort[]> {
    return this.records.all(missionPartition(workspace, missionId), cohortSchema, {
      prefix: 'COHORT#',
      consistent: true,
    });
  }

  putDrafts(workspace: string, missionId: string, drafts: Drafts): Promise<void> {
    return this.records.putOnce(draftsKey(workspace, missionId, drafts.cohort), packedDrafts(drafts));
  }

  async saveDrafts(workspace: string, missionId: string, drafts: Drafts): Promise<void> {
    const next = packedDrafts({ ...drafts, version: drafts.version + 1 });
    try {
      await this.records.put(draftsKey(workspace, missionId, drafts.cohort), next, {
        version: drafts.version,
      });
    } catch (error) {
      if (!isConflict(error)) throw error;
    }
  }

  getDrafts(workspace: string, missionId: string, cohort: string): Promise<Drafts | undefined> {
    return this.records.get(draftsKey(workspace, missionId, cohort), draftsSchema);
  }

  listDrafts(workspace: string, missionId: string): Promise<Drafts[]> {
    return this.records.all(missionPartition(workspace, missionId), draftsSchema, { prefix: 'DRAFTS#' });
  }

  async overdue(before: Date): Promise<{ workspace: string; missionId: string; cohort: string }[]> {
    const keys = await queryWork(this.records, cohortWork, before);
    return keys.flatMap(({ pk, sk }) => {
      const [, workspace, missionId] = /^W#([^#]+)#MISSION#([^#]+)$/.exec(pk) ?? [];
      return workspace && missionId ? [{ workspace, missionId, cohort: sk.replace('COHORT#', '') }] : [];
    });
  }
}

const packedDrafts = (drafts: Drafts): object => ({ ...drafts, leads: packed(drafts.leads) });

/** Only an active cohort is in the sparse work index, under the time at which it is due. */
const work = (cohort: Cohort): object =>
  cohort.state === 'active' && cohort.nextDueAt
    ? { workShard: cohortWork.shardOf(cohort.id), workDueAt: cohort.nextDueAt }
    : {};
