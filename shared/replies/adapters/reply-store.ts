import * as z from 'zod';
import type { RexEvent } from '../../kernel/events.ts';
import { inboundKey, leadKey, leadPartition } from '../../leads/adapters/keys.ts';
import type { REPLY_STATES } from '../../leads/contract/hold.ts';
import { type Reply, replySchema } from '../../leads/domain/inbound-message.ts';
import type { Lead } from '../../leads/domain/lead.ts';
import { repliesWaitingKey } from '../../missions/adapters/keys.ts';
import { addition } from '../../platform/adapters/dynamodb/counters.ts';
import { putEvents } from '../../platform/adapters/dynamodb/event-put.ts';
import { timeline } from '../../platform/adapters/dynamodb/keys.ts';
import {
  itemOf,
  type RecordTable,
  type TransactItem,
  transact,
} from '../../platform/adapters/dynamodb/table.ts';
import { queryTimeline } from '../../platform/adapters/dynamodb/timeline-index.ts';
import type { ReplyStore } from '../app/ports/replies.ts';
import { type ClassCorrection, classCorrectionSchema } from '../domain/class-correction.ts';
import { classCorrectionKey } from './keys.ts';

type State = (typeof REPLY_STATES)[number];

const listOf = (state: State): string => `REPLIES#${state}`;
/** Most replies that one call reads for a class; a page may be short, and its cursor goes on. */
const READ_AT_MOST = 500;
/** Messages that hold nobody are in the same partition. */
const maybeReplySchema = z.union([replySchema, z.unknown().transform(() => undefined)]);

export class DynamoReplyStore implements ReplyStore {
  private readonly records: RecordTable;
  private readonly events: RecordTable;

  constructor(records: RecordTable, events: RecordTable) {
    this.records = records;
    this.events = events;
  }

  get(workspace: string, leadId: string, messageId: string): Promise<Reply | undefined> {
    return this.records.get(inboundKey(workspace, leadId, messageId), maybeReplySchema);
  }

  async ofLead(workspace: string, leadId: string): Promise<Reply[]> {
    const all = await this.records.all(leadPartition(workspace, leadId), maybeReplySchema, {
      prefix: 'INBOUND#',
      consistent: true,
    });
    return all.filter((reply) => reply !== undefined);
  }

  async hold(lead: Lead, reply: Reply, events: readonly RexEvent[]): Promise<Lead> {
    const next = { ...lead, version: lead.version + 1 };
    const { workspace, leadId, id } = reply;
    await transact(this.records, [
      this.records.putItem(leadKey(workspace, lead.id), next, { version: lead.version }),
      this.records.putItem(inboundKey(workspace, leadId, id), reply, 'absent', placeOf(reply)),
      ...this.counted([reply], 1),
      ...putEvents(this.events, events),
    ]);
    return next;
  }

  async decide(lead: Lead, replies: readonly Reply[], events: readonly RexEvent[]): Promise<Lead> {
    const next = { ...lead, version: lead.version + 1 };
    await transact(this.records, [
      this.records.putItem(leadKey(lead.workspace, lead.id), next, { version: lead.version }),
      ...replies.map((reply) => {
        const decided = { ...reply, version: reply.version + 1 };
        const key = inboundKey(reply.workspace, reply.leadId, reply.id);
        return this.records.putItem(key, decided, { version: reply.version }, placeOf(decided));
      }),
      ...this.counted(replies, -1),
      ...putEvents(this.events, events),
    ]);
    return next;
  }

  async correct(reply: Reply, correction: ClassCorrection | undefined, events: readonly RexEvent[]) {
    const next = { ...reply, version: reply.version + 1 };
    const { workspace, leadId, id, version } = reply;
    await transact(this.records, [
      this.records.putItem(inboundKey(workspace, leadId, id), next, { version }, placeOf(next)),
      ...(correction ? [this.learned(correction)] : []),
      ...putEvents(this.events, events),
    ]);
    return next;
  }

  correctionOf(workspace: string, key: string): Promise<ClassCorrection | undefined> {
    return this.records.get(classCorrectionKey(workspace, key), classCorrectionSchema);
  }

  /** Without a guard: the latest word of a person counts. */
  private learned(correction: ClassCorrection): TransactItem {
    const key = classCorrectionKey(correction.workspace, correction.key);
    return { Put: { TableName: this.records.name, Item: itemOf(key, correction) } };
  }

  async list(
    workspace: string,
    { state, limit, ...filter }: Parameters<ReplyStore['list']>[1],
  ): Promise<{ replies: Reply[]; cursor: string | null }> {
    const replies: Reply[] = [];
    let { cursor } = filter;
    for (let read = 0; read < READ_AT_MOST; ) {
      const wanted = limit - replies.length;
      const page = await queryTimeline(this.records, workspace, listOf(state), replySchema, {
        limit: wanted,
        cursor,
        newestFirst: state === 'decided',
      });
      replies.push(
        ...page.items.filter(({ reading }) => filter.class === undefined || reading?.class === filter.class),
      );
      if (page.cursor === null) return { replies, cursor: null };
      cursor = page.cursor;
      read += wanted;
      if (replies.length >= limit) break;
    }
    return { replies, cursor: cursor ?? null };
  }

  /** In the transaction that it counts, one update for each mission. A class is counted when the reply comes in. */
  private counted(replies: readonly Reply[], by: 1 | -1): TransactItem[] {
    const ofMission = Map.groupBy(replies, ({ missionId }) => missionId);
    return [...ofMission].flatMap(([missionId, some]) => {
      const [first] = some;
      if (missionId === undefined || !first) return [];
      const read = by === 1 && first.reading ? { [first.reading.class]: 1 } : {};
      const adds = { waiting: by * some.length, ...read };
      return [{ Update: addition(this.records, repliesWaitingKey(first.workspace, missionId), adds) }];
    });
  }
}

const placeOf = ({ workspace, receivedAt, decision }: Reply) =>
  decision
    ? timeline(workspace, listOf('decided'), decision.at)
    : timeline(workspace, listOf('waiting'), receivedAt);
