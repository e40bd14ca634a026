import * as z from 'zod';
import { leadIdSchema } from '../../kernel/contract/common.ts';
import type { RexEvent } from '../../kernel/events.ts';
import { putEvents } from '../../platform/adapters/dynamodb/event-put.ts';
import { timeline } from '../../platform/adapters/dynamodb/keys.ts';
import {
  itemOf,
  type RecordTable,
  type TransactItem,
  transact,
} from '../../platform/adapters/dynamodb/table.ts';
import { cursorBehind, queryTimeline } from '../../platform/adapters/dynamodb/timeline-index.ts';
import { queryWork } from '../../platform/adapters/dynamodb/work-index.ts';
import type { ConversationStore, CountsByState } from '../app/ports/conversations.ts';
import type { ConversationState } from '../contract/conversation.ts';
import { type Conversation, conversationSchema } from '../domain/conversation.ts';
import { facetsOf, isCounted, NOBODY, prefixOf } from '../domain/facets.ts';
import {
  conversationCountKey,
  conversationCountsPartition,
  conversationKey,
  conversationPlaceKey,
  conversationWork,
} from './keys.ts';

const placeSchema = z.object({ leadId: leadIdSchema });
const countSchema = z.object({
  facet: z.string(),
  open: z.number().default(0),
  snoozed: z.number().default(0),
  done: z.number().default(0),
});

/** The count of all conversations of a workspace. */
const ALL = 'all';
const NONE: CountsByState = { open: 0, snoozed: 0, done: 0 };

const listOf = (state: ConversationState, facet?: string): string =>
  facet === undefined ? `CONVERSATIONS#${state}` : `CONVERSATIONS#${state}#${facet}`;

export class DynamoConversationStore implements ConversationStore {
  private readonly records: RecordTable;
  private readonly events: RecordTable;

  constructor(records: RecordTable, events: RecordTable) {
    this.records = records;
    this.events = events;
  }

  get(workspace: string, leadId: string): Promise<Conversation | undefined> {
    return this.records.get(conversationKey(workspace, leadId), conversationSchema);
  }

  async save(before: Conversation | undefined, next: Conversation, events: readonly RexEvent[]) {
    const { workspace, leadId, state, lastAt, snoozedUntil } = next;
    const saved = { ...next, version: (before?.version ?? 0) + 1 };
    const guard = before ? { version: before.version } : 'absent';
    await transact(this.records, [
      this.records.putItem(conversationKey(workspace, leadId), saved, guard, {
        ...timeline(workspace, listOf(state), lastAt),
        ...(state === 'snoozed' && snoozedUntil !== undefined
          ? { workShard: conversationWork.shardOf(leadId), workDueAt: snoozedUntil }
          : {}),
      }),
      ...this.places(before, saved),
      ...this.counted(before, saved),
      ...putEvents(this.events, events),
    ]);
    return saved;
  }

  async list(
    workspace: string,
    { state, facet, ...page }: Parameters<ConversationStore['list']>[1],
  ): Promise<{ conversations: Conversation[]; cursor: string | null }> {
    const options = { ...page, newestFirst: true };
    const list = listOf(state, facet);
    if (facet === undefined) {
      const { items, cursor } = await queryTimeline(
        this.records,
        workspace,
        list,
        conversationSchema,
        options,
      );
      return { conversations: items, cursor };
    }
    const { items, cursor } = await queryTimeline(this.records, workspace, list, placeSchema, options);
    const keys = items.map(({ leadId }) => conversationKey(workspace, leadId));
    const found = await this.records.getMany(keys, conversationSchema);
    return { conversations: found.filter((each) => each !== undefined), cursor };
  }

  cursorBehind({ workspace, leadId, lastAt }: Conversation): string {
    return cursorBehind(conversationKey(workspace, leadId), lastAt);
  }

  async counts(workspace: string) {
    const [all, assigned] = await Promise.all([
      this.records.get(conversationCountKey(workspace, ALL), countSchema, 'eventual'),
      this.countsOf(workspace, 'assignee'),
    ]);
    // Nobody's were counted before; now they are the rest.
    return { all: all ? byState(all) : NONE, byAssignee: new Map(assigned.filter(([of]) => of !== NOBODY)) };
  }

  async labels(workspace: string): Promise<{ label: string; counts: CountsByState }[]> {
    const all = await this.countsOf(workspace, 'label');
    return all.flatMap(([label, counts]) =>
      counts.open + counts.snoozed + counts.done === 0 ? [] : [{ label, counts }],
    );
  }

  private async countsOf(workspace: string, kind: 'assignee' | 'label'): Promise<[string, CountsByState][]> {
    const prefix = prefixOf(kind);
    const all = await this.records.all(conversationCountsPartition(workspace), countSchema, { prefix });
    return all.map((count) => [count.facet.slice(prefix.length), byState(count)]);
  }

  async overdue(now: Date): Promise<{ workspace: string; leadId: string }[]> {
    const keys = await queryWork(this.records, conversationWork, now);
    return keys.flatMap(({ pk }) => {
      const [, workspace, leadId] = /^W#([^#]+)#LEAD#(.+)$/.exec(pk) ?? [];
      return workspace && leadId ? [{ workspace, leadId }] : [];
    });
  }

  /** One for each facet. A place that a conversation leaves is written without its list. */
  private places(before: Conversation | undefined, next: Conversation): TransactItem[] {
    const { workspace, leadId, state, lastAt } = next;
    const had = before ? facetsOf(before) : [];
    const has = facetsOf(next);
    const stays = before?.state === state && before.lastAt === lastAt;
    const put = (facet: string, extra: object): TransactItem => ({
      Put: {
        TableName: this.records.name,
        Item: itemOf(conversationPlaceKey(workspace, leadId, facet), { leadId }, extra),
      },
    });
    return [
      ...has
        .filter((facet) => !stays || !had.includes(facet))
        .map((facet) => put(facet, timeline(workspace, listOf(state, facet), lastAt))),
      ...had.filter((facet) => !has.includes(facet)).map((facet) => put(facet, {})),
    ];
  }

  private counted(before: Conversation | undefined, next: Conversation): TransactItem[] {
    const changes = new Map<string, Partial<Record<ConversationState, number>>>();
    const count = (conversation: Conversation, by: 1 | -1): void => {
      for (const facet of [ALL, ...facetsOf(conversation).filter(isCounted)]) {
        const change = changes.get(facet) ?? {};
        changes.set(facet, { ...change, [conversation.state]: (change[conversation.state] ?? 0) + by });
      }
    };
    if (before) count(before, -1);
    count(next, 1);
    return [...changes].flatMap(([facet, change]) => {
      const adds = Object.entries(change).filter(([, by]) => by !== 0);
      return adds.length === 0 ? [] : [this.addition(next.workspace, facet, adds)];
    });
  }

  private addition(
    workspace: string,
    facet: string,
    adds: readonly (readonly [string, number])[],
  ): TransactItem {
    return {
      Update: {
        TableName: this.records.name,
        Key: { ...conversationCountKey(workspace, facet) },
        UpdateExpression: `SET facet = :facet ADD ${adds.map((_, i) => `#c${i} :c${i}`).join(', ')}`,
        ExpressionAttributeNames: Object.fromEntries(adds.map(([name], i) => [`#c${i}`, name])),
        ExpressionAttributeValues: {
          ':facet': facet,
          ...Object.fromEntries(adds.map(([, by], i) => [`:c${i}`, by])),
        },
      },
    };
  }
}

const byState = ({ open, snoozed, done }: CountsByState): CountsByState => ({ open, snoozed, done });
