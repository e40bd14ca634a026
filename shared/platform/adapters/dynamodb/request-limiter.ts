import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Clock } from '../../../kernel/clock.ts';
import { RexError } from '../../../kernel/errors.ts';
import {
  clearedSlots,
  countedSlots,
  RESTART_AFTER_SLOTS,
  SLOT_NAMES,
  secondsUntilFree,
  slotName,
  slotOf,
} from '../../domain/request-window.ts';
import type { RequestAllowance, RequestLimiter } from '../../ports/request-limiter.ts';
import { requestsKey } from './keys.ts';
import type { RecordTable } from './table.ts';

const KEPT_SECONDS = 600;

/**
 * Limits the requests of a person per minute, over all functions together. Each request is one write, which counts it and
 * returns the counts of the last minute. A refused request is not counted, so refusals do not prolong themselves, and a
 * function that has seen a refusal refuses without a write until it is over.
 */
export class DynamoRequestLimiter implements RequestLimiter {
  private readonly records: RecordTable;
  private readonly clock: Clock;
  private readonly limit: number;
  private readonly refusedUntil = new Map<string, number>();

  constructor(records: RecordTable, clock: Clock, limit: number) {
    this.records = records;
    this.clock = clock;
    this.limit = limit;
  }

  async take(workspace: string, subject: string): Promise<RequestAllowance> {
    const now = this.clock.now();
    const who = `${workspace} ${subject}`;
    const until = this.refusedUntil.get(who) ?? 0;
    if (until > now.getTime()) throw refusal(this.limit, Math.ceil((until - now.getTime()) / 1000));
    this.refusedUntil.delete(who);
    const slot = slotOf(now);
    const counts =
      (await this.count(workspace, subject, slot)) ?? (await this.begin(workspace, subject, slot));
    const made = counts.reduce((sum, n) => sum + n, 0);
    if (made <= this.limit) return { limit: this.limit, remaining: this.limit - made };
    await this.takeBack(workspace, subject, slot);
    const seconds = secondsUntilFree(counts, made - this.limit, now);
    this.refusedUntil.set(who, now.getTime() + seconds * 1000);
    throw refusal(this.limit, seconds);
  }

  /** Counts of the last minute after this request; undefined when the ring has to begin anew. */
  private async count(workspace: string, subject: string, slot: number): Promise<number[] | undefined> {
    const cleared = clearedSlots(slot);
    try {
      const { Attributes = {} } = await this.records.client.send(
        new UpdateCommand({
          TableName: this.records.name,
          Key: { ...requestsKey(workspace, subject) },
          UpdateExpression: `SET slot = :slot, expiresAt = :expires REMOVE ${cleared.join(', ')} ADD ${slotName(slot)} :one`,
          ConditionExpression: 'slot > :old',
          ExpressionAttributeValues: {
            ':slot': slot,
            ':old': slot - RESTART_AFTER_SLOTS,
            ':one': 1,
            ':expires': Math.floor(this.clock.now().getTime() / 1000) + KEPT_SECONDS,
          },
          ReturnValues: 'ALL_NEW',
        }),
      );
      return countedSlots(slot).map((name) => Number(Attributes[name] ?? 0));
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return undefined;
      throw error;
    }
  }

  /** The first request after a while; when another function was quicker, it counts on. */
  private async begin(workspace: string, subject: string, slot: number): Promise<number[]> {
    const others = SLOT_NAMES.filter((name) => name !== slotName(slot));
    try {
      await this.records.client.send(
        new UpdateCommand({
          TableName: this.records.name,
          Key: { ...requestsKey(workspace, subject) },
          UpdateExpression: `SET slot = :slot, expiresAt = :expires, ${slotName(slot)} = :one REMOVE ${others.join(', ')}`,
          ConditionExpression: 'attribute_not_exists(slot) OR slot <= :old',
          ExpressionAttributeValues: {
            ':slot': slot,
            ':old': slot - RESTART_AFTER_SLOTS,
            ':one': 1,
            ':expires': Math.floor(this.clock.now().getTime() / 1000) + KEPT_SECONDS,
          },
        }),
      );
      return [1];
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      return (await this.count(workspace, subject, slot)) ?? [1];
    }
  }

  private async takeBack(workspace: string, subject: string, slot: number): Promise<void> {
    await this.records.client.send(
      new UpdateCommand({
        TableName: this.records.name,
        Key: { ...requestsKey(workspace, subject) },
        UpdateExpression: `ADD ${slotName(slot)} :less`,
        ExpressionAttributeValues: { ':less': -1 },
      }),
    );
  }
}

const refusal = (limit: number, retryAfter: number): RexError =>
  new RexError('RATE_LIMITED', `More than ${limit} requests a minute. Try again in ${retryAfter} seconds.`, {
    retryAfter,
  });
