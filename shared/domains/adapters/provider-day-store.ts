import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { DAY } from '../../kernel/clock.ts';
import { instantSchema } from '../../kernel/contract/common.ts';
import { addToCounters } from '../../platform/adapters/dynamodb/counters.ts';
import type { RecordTable } from '../../platform/adapters/dynamodb/table.ts';
import type { ProviderDayStore } from '../app/ports/provider-days.ts';
import { OUTCOMES, type Outcome, type Outcomes, type ProviderDay } from '../domain/provider-day.ts';
import { providerDayKey } from './keys.ts';
import { daysBetween } from './pool-store.ts';

const KEPT_MS = 35 * DAY;
const count = z.number().int();
/** What was heard are attributes of their own, so that writers add to them without reading. */
const daySchema = z.object({
  sent: count.default(0),
  'heard/delivered': count.default(0),
  'heard/bounced': count.default(0),
  'heard/complained': count.default(0),
  told: z.object({ delivered: count, bounced: count, complained: count }).optional(),
  readAt: instantSchema.optional(),
  judgedAt: instantSchema.optional(),
});

const NOTHING: z.infer<typeof daySchema> = {
  sent: 0,
  'heard/delivered': 0,
  'heard/bounced': 0,
  'heard/complained': 0,
};

export class DynamoProviderDayStore implements ProviderDayStore {
  private readonly records: RecordTable;

  constructor(records: RecordTable) {
    this.records = records;
  }

  async days(workspace: string, from: string, to: string): Promise<ProviderDay[]> {
    const days = daysBetween(from, to);
    const items = await this.records.getMany(
      days.map((day) => providerDayKey(workspace, day)),
      daySchema,
    );
    return days.map((day, n) => {
      const { sent, told, judgedAt, ...heard } = items[n] ?? NOTHING;
      return {
        day,
        sent,
        heard: {
          delivered: heard['heard/delivered'],
          bounced: heard['heard/bounced'],
          complained: heard['heard/complained'],
        },
        told,
        judgedAt,
      };
    });
  }

  async hear(workspace: string, day: string, counts: Partial<Outcomes>): Promise<void> {
    const adds = OUTCOMES.flatMap((name: Outcome) => {
      const add = counts[name] ?? 0;
      return add === 0 ? [] : [{ name: `heard/${name}`, add }];
    });
    if (adds.length > 0)
      await addToCounters(this.records, providerDayKey(workspace, day), adds, expiryOf(day));
  }

  tell(
    workspace: string,
    { day, sent, told, readAt }: Parameters<ProviderDayStore['tell']>[1],
  ): Promise<void> {
    return this.set(workspace, day, {
      set: 'sent = :sent, told = :told, readAt = :at',
      unless: 'attribute_not_exists(readAt) OR readAt < :at',
      values: { ':sent': sent, ':told': told, ':at': readAt.toISOString() },
    });
  }

  judge(workspace: string, day: string, at: Date): Promise<void> {
    return this.set(workspace, day, {
      set: 'judgedAt = :at',
      unless: 'attribute_not_exists(judgedAt)',
      values: { ':at': at.toISOString() },
    });
  }

  private async set(
    workspace: string,
    day: string,
    { set, unless, values }: { set: string; unless: string; values: Record<string, unknown> },
  ): Promise<void> {
    const update = new UpdateCommand({
      TableName: this.records.name,
      Key: { ...providerDayKey(workspace, day) },
      UpdateExpression: `SET ${set}, expiresAt = :expiresAt`,
      ConditionExpression: unless,
      ExpressionAttributeValues: { ...values, ':expiresAt': expiryOf(day) },
    });
    await this.records.client.send(update).catch((error: unknown) => {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    });
  }
}

const expiryOf = (day: string): number => Math.floor((Date.parse(day) + KEPT_MS) / 1000);
