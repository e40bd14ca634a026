import { HOUR } from '../../kernel/clock.ts';
import type { RexEvent } from '../../kernel/events.ts';
import { shortHash } from '../../kernel/ids.ts';
import { leadPartition } from '../../leads/adapters/keys.ts';
import { addToCounters } from '../../platform/adapters/dynamodb/counters.ts';
import { putEvents } from '../../platform/adapters/dynamodb/event-put.ts';
import { timeline } from '../../platform/adapters/dynamodb/keys.ts';
import { type RecordTable, transact } from '../../platform/adapters/dynamodb/table.ts';
import { queryTimeline } from '../../platform/adapters/dynamodb/timeline-index.ts';
import { queryWork } from '../../platform/adapters/dynamodb/work-index.ts';
import type { SubscriptionStore } from '../app/ports/newsletter.ts';
import type { Subscriber } from '../domain/links.ts';
import { dueAtOf, type Subscription, subscriptionSchema } from '../domain/subscription.ts';
import { formUseKey, subscriptionKey, subscriptionPrefix, subscriptionWork } from './keys.ts';

const listOf = (newsletter: string, state: string): string => `SUBSCRIBERS#${newsletter}#${state}`;
/** Of one address of the network in an hour: more are no people. */
const USES_AN_HOUR = 20;

export class DynamoSubscriptionStore implements SubscriptionStore {
  private readonly records: RecordTable;
  private readonly events: RecordTable;

  constructor(records: RecordTable, events: RecordTable) {
    this.records = records;
    this.events = events;
  }

  get({ workspace, leadId, newsletter }: Subscriber): Promise<Subscription | undefined> {
    return this.records.get(subscriptionKey(workspace, leadId, newsletter), subscriptionSchema);
  }

  async save(subscription: Subscription, events: readonly RexEvent[]): Promise<Subscription> {
    const { workspace, leadId, newsletter, version, state, since } = subscription;
    const next = { ...subscription, version: version + 1 };
    const dueAt = dueAtOf(subscription);
    await transact(this.records, [
      this.records.putItem(
        subscriptionKey(workspace, leadId, newsletter),
        next,
        version === 0 ? 'absent' : { version },
        {
          ...timeline(workspace, listOf(newsletter, state), since),
          ...(dueAt === undefined ? {} : { workShard: subscriptionWork.shardOf(leadId), workDueAt: dueAt }),
        },
      ),
      ...putEvents(this.events, events),
    ]);
    return next;
  }

  delete({ workspace, leadId, newsletter, version }: Subscription): Promise<void> {
    return transact(this.records, [
      {
        Delete: {
          TableName: this.records.name,
          Key: { ...subscriptionKey(workspace, leadId, newsletter) },
          ConditionExpression: '#version = :version',
          ExpressionAttributeNames: { '#version': 'version' },
          ExpressionAttributeValues: { ':version': version },
        },
      },
    ]);
  }

  async list(
    workspace: string,
    { newsletter, state, ...page }: Parameters<SubscriptionStore['list']>[1],
  ): Promise<{ subscriptions: Subscription[]; cursor: string | null }> {
    const { items, cursor } = await queryTimeline(
      this.records,
      workspace,
      listOf(newsletter, state),
      subscriptionSchema,
      { ...page, newestFirst: true },
    );
    return { subscriptions: items, cursor };
  }

  async confirmedBy(
    workspace: string,
    { newsletter, asOf, limit, cursor }: Parameters<SubscriptionStore['confirmedBy']>[1],
  ): Promise<{ subscriptions: Subscription[]; cursor: string | null }> {
    const list = listOf(newsletter, 'confirmed');
    const asked = { limit, cursor, to: asOf };
    const page = await queryTimeline(this.records, workspace, list, subscriptionSchema, asked);
    return { subscriptions: page.items, cursor: page.cursor };
  }

  ofLead(workspace: string, leadId: string): Promise<Subscription[]> {
    return this.records.all(leadPartition(workspace, leadId), subscriptionSchema, {
      prefix: subscriptionPrefix,
      consistent: true,
    });
  }

  async overdue(now: Date): Promise<Subscriber[]> {
    const keys = await queryWork(this.records, subscriptionWork, now);
    return keys.flatMap(({ pk, sk }) => {
      const [, workspace, leadId] = /^W#([^#]+)#LEAD#(.+)$/.exec(pk) ?? [];
      return workspace && leadId
        ? [{ workspace, leadId, newsletter: sk.slice(subscriptionPrefix.length) }]
        : [];
    });
  }

  mayAsk(workspace: string, from: string, now: Date): Promise<boolean> {
    const hour = now.toISOString().slice(0, 13);
    // A hash, so that no list of who used the form is kept.
    const key = formUseKey(workspace, `${hour}#${shortHash(`${workspace} ${from}`, 20)}`);
    const expiresAt = Math.floor((now.getTime() + 2 * HOUR) / 1000);
    return addToCounters(this.records, key, [{ name: 'uses', add: 1, limit: USES_AN_HOUR }], expiresAt);
  }
}
