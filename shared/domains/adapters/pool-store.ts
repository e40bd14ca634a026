import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { DAY } from '../../kernel/clock.ts';
import type { RexEvent } from '../../kernel/events.ts';
import {
  addToCounters,
  type Counter,
  limitedAddition,
  passesLimit,
} from '../../platform/adapters/dynamodb/counters.ts';
import { putVersioned } from '../../platform/adapters/dynamodb/event-put.ts';
import {
  failedGuards,
  type RecordTable,
  type TransactItem,
  transact,
} from '../../platform/adapters/dynamodb/table.ts';
import type { DayRecord, PoolStore, SendAllowance } from '../app/ports/pools.ts';
import { type Pool, poolSchema } from '../domain/pool.ts';
import { dayKey, domainDayKey, domainOwnerKey, numberOwnerKey, poolKey } from './keys.ts';

/** The counters of a day are not needed after it. */
const DOMAIN_DAY_KEPT_MS = 3 * DAY;
/**
 * Counters of a day are attributes of their own (`sent`, and `sent/<domain>`, `bounced/<domain>`,
 * `complained/<domain>`, `inbox/<address>`, `channel/<name>`), so that one update adds to several and checks both limits at once.
 */
const COUNTED = ['sent', 'bounced', 'complained'] as const;
type Counted = (typeof COUNTED)[number];
const INBOX = 'inbox/';
const CHANNEL = 'channel/';
const dayItemSchema = z.record(z.string(), z.union([z.number(), z.string()]));
const counter = (counted: Counted, domain: string): string => `${counted}/${domain}`;

export class DynamoPoolStore implements PoolStore {
  private readonly records: RecordTable;
  private readonly events: RecordTable;

  constructor(records: RecordTable, events: RecordTable) {
    this.records = records;
    this.events = events;
  }

  get(workspace: string): Promise<Pool | undefined> {
    return this.records.get(poolKey(workspace), poolSchema);
  }

  save(pool: Pool, expected: 'absent' | 'version', events: readonly RexEvent[] = []): Promise<Pool> {
    return putVersioned(
      this.records,
      { key: poolKey(pool.workspace), record: pool, expected },
      this.events,
      events,
    );
  }

  async day(workspace: string, day: string): Promise<DayRecord> {
    const item = (await this.records.get(dayKey(workspace, day), dayItemSchema)) ?? {};
    const domains: Record<string, { sent: number; bounced: number; complained: number }> = {};
    const inboxes: Record<string, number> = {};
    const channels: Record<string, number> = {};
    for (const [name, value] of Object.entries(item)) {
      if (name.startsWith(INBOX) && typeof value === 'number') inboxes[name.slice(INBOX.length)] = value;
      if (name.startsWith(CHANNEL) && typeof value === 'number') channels[name.slice(CHANNEL.length)] = value;
      const [counted, domain] = name.split('/');
      const which = COUNTED.find((known) => known === counted);
      if (!which || domain === undefined || typeof value !== 'number') continue;
      domains[domain] = { ...(domains[domain] ?? { sent: 0, bounced: 0, complained: 0 }), [which]: value };
    }
    return { day, sent: typeof item['sent'] === 'number' ? item['sent'] : 0, domains, inboxes, channels };
  }

  async reserveSends({
    workspace,
    day,
    domain,
    inbox,
    channel,
    count,
    workspaceLimit,
  }: SendAllowance): ReturnType<PoolStore['reserveSends']> {
    const own: Counter[] = [
      { name: 'sent', add: count, limit: workspaceLimit },
      ...(domain ? [{ name: counter('sent', domain.name), add: count, limit: domain.limit }] : []),
      ...(inbox ? [{ name: `${INBOX}${inbox.address}`, add: count, limit: inbox.limit }] : []),
      ...(channel ? [{ name: `${CHANNEL}${channel.name}`, add: count, limit: channel.limit }] : []),
    ];
    if (passesLimit(own)) return 'spent';
    const key = dayKey(workspace, day);
    const sender = domain
      ? this.ownDomain(workspace, day, domain, count)
      : channel?.sender !== undefined
        ? [{ Update: this.ownNumber(workspace, channel.sender) }]
        : [];
    if (sender.length === 0) return (await addToCounters(this.records, key, own)) ? 'reserved' : 'spent';
    try {
      await transact(this.records, [...sender, { Update: limitedAddition(this.records, key, own) }]);
      return 'reserved';
    } catch (error) {
      const failed = failedGuards(error);
      if (failed.length === 0) throw error;
      return failed.includes(0) ? 'not-owned' : 'spent';
    }
  }

  async giveNumber(workspace: string, number: string): Promise<void> {
    const { ConditionExpression: _, ...given } = this.ownNumber(workspace, number);
    await this.records.client.send(new UpdateCommand(given));
  }

  /** Checks that the workspace owns the domain, and that its daily cap is not reached. */
  private ownDomain(
    workspace: string,
    day: string,
    { name, limit }: NonNullable<SendAllowance['domain']>,
    count: number,
  ): TransactItem[] {
    const ofDomain: Counter[] = [{ name: 'sent', add: count, limit }];
    const expiresAt = Math.floor((Date.parse(day) + DOMAIN_DAY_KEPT_MS) / 1000);
    return [
      {
        ConditionCheck: {
          TableName: this.records.name,
          Key: { ...domainOwnerKey(name) },
          ConditionExpression: '#workspace = :workspace',
          ExpressionAttributeNames: { '#workspace': 'workspace' },
          ExpressionAttributeValues: { ':workspace': workspace },
        },
      },
      { Update: limitedAddition(this.records, domainDayKey(name, day), ofDomain, expiresAt) },
    ];
  }

  private ownNumber(workspace: string, number: string) {
    return {
      TableName: this.records.name,
      Key: { ...numberOwnerKey(number) },
      UpdateExpression: 'SET #workspace = :workspace',
      ConditionExpression: 'attribute_not_exists(#workspace) OR #workspace = :workspace',
      ExpressionAttributeNames: { '#workspace': 'workspace' },
      ExpressionAttributeValues: { ':workspace': workspace },
    };
  }

  async countTrouble(workspace: string, day: string, domain: string, kind: 'bounced' | 'complained') {
    await addToCounters(this.records, dayKey(workspace, day), [{ name: counter(kind, domain), add: 1 }]);
  }
}
