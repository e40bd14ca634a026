import * as z from 'zod';
import { DECISIONS } from '../../decisions/adapters/decision-store.ts';
import { decisionKey } from '../../decisions/adapters/keys.ts';
import { type Decision, decisionSchema } from '../../decisions/domain/decision.ts';
import { countItems } from '../../engagement/adapters/hour-counters.ts';
import { countsOfEvents } from '../../engagement/domain/hour-counts.ts';
import { RexError } from '../../kernel/errors.ts';
import type { RexEvent } from '../../kernel/events.ts';
import { REPLY_CLASSES } from '../../mail/contract/reply-class.ts';
import { addition } from '../../platform/adapters/dynamodb/counters.ts';
import { putEvents } from '../../platform/adapters/dynamodb/event-put.ts';
import { eventRecordSchema } from '../../platform/adapters/dynamodb/event-record.ts';
import { eventsPartition, type Key, shardOf, timeline } from '../../platform/adapters/dynamodb/keys.ts';
import { isConflict, packed, type RecordTable, transact } from '../../platform/adapters/dynamodb/table.ts';
import { queryTimeline } from '../../platform/adapters/dynamodb/timeline-index.ts';
import { queryWork } from '../../platform/adapters/dynamodb/work-index.ts';
import { encodeCursor } from '../../platform/cursor.ts';
import { type ReactivationModel, reactivationModelSchema } from '../../scoring/domain/reactivation-model.ts';
import type {
  ActiveState,
  IdempotentCreate,
  MissionFilter,
  MissionStore,
  MissionWrite,
  ReplyCounts,
} from '../app/ports/missions.ts';
import { MISSION_STATES, MISSION_TYPES } from '../contract/mission.ts';
import { type ScoredPage, scoredPageSchema } from '../domain/audience.ts';
import { endedMissionSchema, endOf } from '../domain/ended-mission.ts';
import { type Mission, missionSchema } from '../domain/mission.ts';
import { queueRank } from '../domain/queue-rank.ts';
import { stateCountsOf } from '../domain/state-counts.ts';
import { isTerminal } from '../domain/states.ts';
import { type StepRecord, stepRecordSchema } from '../domain/step.ts';
import {
  endedKey,
  endedPartition,
  idempotencyKey,
  missionKey,
  missionPartition,
  missionsPartition,
  missionWork,
  modelKey,
  queuedWork,
  repliesWaitingKey,
  scoredPageKey,
  stateCountsKey,
  stateCountsPartition,
  stepKey,
} from './keys.ts';

const idempotencySchema = z.object({ requestHash: z.string(), missionId: z.string() });
const stateCountsSchema = z.object(
  Object.fromEntries(MISSION_STATES.map((state) => [state, z.int().optional()])),
);
/** Missions that change at the same time rarely meet in one of them. */
const STATE_COUNT_SHARDS = 4;

/** How many missions one `list` call reads at most while it looks for those that match a filter, however many there are. */
const LIST_READ_AT_MOST = 100;
const LISTED_AT_ONCE = 100;
/** Beside `waiting`, a count for each class that there is one of. */
const replyCountsSchema = z.looseObject({ waiting: z.number().int().default(0) });

export class DynamoMissionStore implements MissionStore {
  private readonly records: RecordTable;
  private readonly events_: RecordTable;

  constructor(records: RecordTable, events: RecordTable) {
    this.records = records;
    this.events_ = events;
  }

  async create(mission: Mission, write: MissionWrite, idempotent?: IdempotentCreate): Promise<Mission> {
    const once = idempotent && idempotencyKey(mission.workspace, `mission#${idempotent.key}`);
    try {
      await transact(this.records, [
        this.missionPut(mission, 'absent'),
        ...this.attachments(mission, write),
        ...(once && idempotent
          ? [
              this.records.putItem(
                once,
                { requestHash: idempotent.requestHash, missionId: mission.id },
                'absent',
              ),
            ]
          : []),
      ]);
      return mission;
    } catch (error) {
      if (!once || !isConflict(error)) throw error;
      const earlier = await this.records.get(once, idempotencySchema);
      if (!earlier) throw error;
      if (earlier.requestHash !== idempotent?.requestHash) {
        throw new RexError(
          'IDEMPOTENCY_MISMATCH',
          'This Idempotency-Key was used with another body; use a new key.',
          {
            fields: [{ path: 'headers.idempotency-key', message: 'was used for another request' }],
          },
        );
      }
      const existing = await this.get(mission.workspace, earlier.missionId);
      if (!existing) throw error;
      return existing;
    }
  }

  get(workspace: string, id: string): Promise<Mission | undefined> {
    return this.records.get(missionKey(workspace, id), missionSchema);
  }

  async save(mission: Mission, write: MissionWrite = {}): Promise<Mission> {
    const next = { ...mission, version: mission.version + 1 };
    const guard = { version: mission.version };
    const attachments = this.attachments(next, write);
    // A transaction costs twice what its writes cost, so one write is not made one.
    if (attachments.length === 0)
      await this.records.put(missionKey(next.workspace, next.id), next, guard, this.placed(next));
    else await transact(this.records, [this.missionPut(next, guard), ...attachments]);
    return next;
  }

  async list(
    workspace: string,
    filter: MissionFilter,
  ): Promise<{ missions: Mission[]; cursor: string | null }> {
    const missions: Mission[] = [];
    let cursor = filter.cursor;
    let limit = filter.limit;
    for (let read = 0; read < LIST_READ_AT_MOST; limit *= 2) {
      limit = Math.min(limit, LIST_READ_AT_MOST - read);
      const page = await this.newest(workspace, filter.state, { limit, cursor });
      for (const mission of page.items) {
        if (!matches(mission, filter)) continue;
        missions.push(mission);
        if (missions.length === filter.limit) return { missions, cursor: mission.id };
      }
      if (!page.cursor) return { missions, cursor: null };
      cursor = page.cursor;
      read += limit;
    }
    return { missions, cursor: cursor ?? null };
  }

  /** Those of a state that has a list are not searched for among all that ever were. `cursor` is a mission's id. */
  private async newest(
    workspace: string,
    state: MissionFilter['state'],
    { limit, cursor }: { limit: number; cursor: string | undefined },
  ) {
    const list = listedAs(state);
    const options = { limit, cursor, newestFirst: true };
    if (!list) return this.records.page(missionsPartition(workspace), missionSchema, options);
    const start = cursor && encodeCursor({ ...missionKey(workspace, cursor), at: cursor });
    const page = await queryTimeline(this.records, workspace, list, missionSchema, {
      ...options,
      cursor: start,
    });
    return { items: page.items, cursor: page.cursor === null ? null : (page.items.at(-1)?.id ?? null) };
  }

  async countByState(workspace: string): Promise<Record<string, number>> {
    const shards = await this.records.all(stateCountsPartition(workspace), stateCountsSchema, {
      consistent: true,
    });
    const counts = MISSION_STATES.map(
      (state) => [state, shards.reduce((sum, shard) => sum + (shard[state] ?? 0), 0)] as const,
    );
    return Object.fromEntries(counts.filter(([, count]) => count > 0));
  }

  async inState(workspace: string, state: ActiveState): Promise<Mission[]> {
    const lists = state === 'QUEUED' ? MISSION_TYPES.map(queueOf) : [listOf(state)];
    const found = await Promise.all(lists.map((list) => this.allOf(workspace, list)));
    return found.flat();
  }

  async endedSince(workspace: string, since: Date): Promise<string[]> {
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const options = { limit: LISTED_AT_ONCE, cursor, newestFirst: true, consistent: true };
      const page = await this.records.page(endedPartition(workspace), endedMissionSchema, options);
      const recent = page.items.filter(({ endedAt }) => endedAt >= since.toISOString());
      ids.push(...recent.map(({ missionId }) => missionId));
      cursor = recent.length === page.items.length ? (page.cursor ?? undefined) : undefined;
    } while (cursor);
    return ids;
  }

  private async allOf(workspace: string, list: string): Promise<Mission[]> {
    const missions: Mission[] = [];
    let cursor: string | undefined;
    do {
      const options = { limit: LISTED_AT_ONCE, cursor, newestFirst: true };
      const page = await queryTimeline(this.records, workspace, list, missionSchema, options);
      missions.push(...page.items);
      cursor = page.cursor ?? undefined;
    } while (cursor);
    return missions;
  }

  getMany(workspace: string, ids: readonly string[]): Promise<(Mission | undefined)[]> {
    return this.records.getMany(
      ids.map((id) => missionKey(workspace, id)),
      missionSchema,
    );
  }

  async replyCounts(workspace: string, id: string): Promise<ReplyCounts> {
    const counted = await this.records.get(repliesWaitingKey(workspace, id), replyCountsSchema, 'eventual');
    const { waiting, ...all } = counted ?? { waiting: 0 };
    const classes = REPLY_CLASSES.flatMap((each) => {
      const count = all[each];
      return typeof count === 'number' && count > 0 ? [[each, count] as const] : [];
    });
    return { waiting: Math.max(0, waiting), classes: Object.fromEntries(classes) };
  }

  async working(now: Date): Promise<{ workspace: string; id: string }[]> {
    return (await queryWork(this.records, missionWork, now)).flatMap(refOf);
  }

  async workspacesThatWait(now: Date): Promise<string[]> {
    const waiting = (await queryWork(this.records, queuedWork, now)).flatMap(refOf);
    return [...new Set(waiting.map(({ workspace }) => workspace))];
  }

  async nextInQueue(workspace: string, type: string, limit: number): Promise<Mission[]> {
    const page = await queryTimeline(this.records, workspace, queueOf(type), missionSchema, { limit });
    return page.items;
  }

  decisions(workspace: string, id: string): Promise<Decision[]> {
    return this.records.all(missionPartition(workspace, id), decisionSchema, { prefix: 'DECISION#' });
  }

  async events(workspace: string, id: string, limit: number): Promise<RexEvent[]> {
    const { items } = await this.events_.page(eventsPartition(workspace, 'MISSION', id), eventRecordSchema, {
      limit,
      newestFirst: true,
    });
    return items.toReversed();
  }

  steps(workspace: string, id: string): Promise<StepRecord[]> {
    return this.records.all(missionPartition(workspace, id), stepRecordSchema, {
      prefix: 'STEP#',
      consistent: true,
    });
  }

  getStep(workspace: string, id: string, name: string): Promise<StepRecord | undefined> {
    return this.records.get(stepKey(workspace, id, name), stepRecordSchema);
  }

  createStep(step: StepRecord): Promise<void> {
    return this.records.put(stepKey(step.workspace, step.missionId, step.name), step, 'absent');
  }

  async saveStep(step: StepRecord): Promise<StepRecord> {
    const next = { ...step, version: step.version + 1 };
    await this.records.put(stepKey(step.workspace, step.missionId, step.name), next, {
      version: step.version,
    });
    return next;
  }

  putModel(workspace: string, id: string, model: ReactivationModel): Promise<void> {
    return this.records.putOnce(modelKey(workspace, id), model);
  }

  getModel(workspace: string, id: string): Promise<ReactivationModel | undefined> {
    return this.records.get(modelKey(workspace, id), reactivationModelSchema);
  }

  putScoredPage(workspace: string, id: string, page: ScoredPage): Promise<void> {
    return this.records.putOnce(scoredPageKey(workspace, id, page.page), {
      ...page,
      leads: packed(page.leads),
    });
  }

  scoredPages(workspace: string, id: string): Promise<ScoredPage[]> {
    return this.records.all(missionPartition(workspace, id), scoredPageSchema, { prefix: 'SCORED#' });
  }

  getScoredPage(workspace: string, id: string, page: string): Promise<ScoredPage | undefined> {
    return this.records.get(scoredPageKey(workspace, id, page), scoredPageSchema);
  }

  /**
   * A mission that works or waits stands in the sparse work index, which is how the sweep finds it. One that waits
   * also stands in the queue of its type, at its rank; another one that may still go on in the list of its state.
   */
  private placed(mission: Mission): object {
    const isQueued = mission.state === 'QUEUED';
    const work = isTerminal(mission.state)
      ? {}
      : {
          workShard: (isQueued ? queuedWork : missionWork).shardOf(mission.id),
          workDueAt: mission.createdAt,
        };
    return { ...work, ...placeOf(mission) };
  }

  private missionPut(mission: Mission, expected: 'absent' | { version: number }) {
    const key = missionKey(mission.workspace, mission.id);
    return this.records.putItem(key, mission, expected, this.placed(mission));
  }

  private attachments(mission: Mission, { events = [], decisions = [] }: MissionWrite) {
    return [
      ...putEvents(this.events_, events),
      ...this.counted(mission, events),
      ...decisions.map((decision) =>
        this.records.putItem(
          decisionKey(mission.workspace, mission.id, decision),
          decision,
          'absent',
          timeline(mission.workspace, DECISIONS, decision.at),
        ),
      ),
    ];
  }

  /** What the events count for, in the hour in which they happen and by state; how the mission ended if it did. */
  private counted(mission: Mission, events: readonly RexEvent[]) {
    const { workspace, id } = mission;
    const at = events[0]?.at ?? mission.updatedAt;
    const states = stateCountsOf(events);
    return [
      ...countItems(this.records, { workspace, at, spread: id, counts: countsOfEvents(events) }),
      ...(Object.keys(states).length > 0
        ? [
            {
              Update: addition(
                this.records,
                stateCountsKey(workspace, shardOf(id, STATE_COUNT_SHARDS)),
                states,
              ),
            },
          ]
        : []),
      ...events.flatMap((event) => {
        const ended = endOf(mission, event);
        return ended ? [this.records.putItem(endedKey(workspace, ended.endedAt, id), ended, 'absent')] : [];
      }),
    ];
  }
}

/** What is over for good is on no list of its own: those only grow, and each write to a list costs as much as the record. */
function placeOf(mission: Mission): { timelineKey: string; timelineAt: string } | Record<never, never> {
  const { workspace, id, state, type } = mission;
  if (state === 'QUEUED') return timeline(workspace, queueOf(type), queueRank(mission));
  return state === 'COMPLETED' || state === 'CANCELLED' ? {} : timeline(workspace, listOf(state), id);
}

const listOf = (state: string): string => `MISSIONS#${state}`;

/** What waits is on a list by rank, so a list by age has to look for it. */
const listedAs = (state: string | undefined): string | undefined =>
  state === undefined || state === 'QUEUED' || state === 'COMPLETED' || state === 'CANCELLED'
    ? undefined
    : listOf(state);

/** One queue for each type of mission: what waits for a crew is not searched for what another crew could do. */
const queueOf = (type: string): string => `QUEUE#${type}`;

const refOf = ({ pk, sk }: Key): { workspace: string; id: string }[] => {
  const workspace = /^W#([^#]+)#MISSIONS$/.exec(pk)?.[1];
  return workspace ? [{ workspace, id: sk }] : [];
};

const matches = (mission: Mission, { state, type, minPriority }: MissionFilter): boolean =>
  (state === undefined || mission.state === state) &&
  (type === undefined || mission.type === type) &&
  (minPriority === undefined || mission.priority >= minPriority);
