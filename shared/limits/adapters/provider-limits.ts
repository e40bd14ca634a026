import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { type Clock, DAY, MINUTE } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import { parseRecord, type RecordTable } from '../../platform/adapters/dynamodb/table.ts';
import type { ProviderBuckets, ProviderLimits } from '../app/ports/provider-limits.ts';
import type { LimitSettings } from '../contract/settings.ts';
import {
  type BucketTerms,
  bucketTerms,
  knownProviders,
  microsOf,
  neededTime,
  providerLimit,
  takeTokens,
  tokensLeft,
} from '../domain/provider-limit.ts';
import { bucketKey, settingsKey } from './keys.ts';

/** The part of the `workspaces` record that this context reads; it may not depend on `workspaces`. */
const settingsRecordSchema = z.object({
  settings: z.object({
    sendsPerSecond: z.number().default(14),
    providerLimits: z.record(z.string(), z.object({ burst: z.number(), perMinute: z.number() })).default({}),
  }) satisfies z.ZodType<LimitSettings>,
});
const bucketSchema = z.object({ fullAt: z.number() });

/** Used until a workspace has settings. */
const NO_SETTINGS: LimitSettings = { providerLimits: {}, sendsPerSecond: 1 };

/** How long settings are cached: a changed limit takes effect after this time. */
const SETTINGS_KEPT_MS = MINUTE;
/** A try fails when another caller changes the bucket between full and not full at that moment. */
const TRIES = 10;

/**
 * Token buckets in DynamoDB, exact for any number of functions: a take is one conditional write, which adds to
 * the moment at which the bucket is full again. The write has two forms, for a bucket that is full now and for one
 * that is not. A wrong guess is answered with the record, so it costs one more write and no read.
 */
export class DynamoProviderLimits implements ProviderLimits, ProviderBuckets {
  private readonly records: RecordTable;
  private readonly clock: Clock;
  /** What this function saw last of each bucket, to guess the form. */
  private readonly seen = new Map<string, number>();
  private readonly settings = new Map<string, { readonly until: number; readonly settings: LimitSettings }>();

  constructor(records: RecordTable, clock: Clock) {
    this.records = records;
    this.clock = clock;
  }

  async take(
    workspace: string,
    provider: string,
    count: number,
    settings?: LimitSettings,
  ): ReturnType<ProviderLimits['take']> {
    const terms = bucketTerms(providerLimit(provider, settings ?? (await this.settingsOf(workspace))));
    const name = `${workspace} ${provider}`;
    let fullAt = this.seen.get(name) ?? 0;
    // Of all tries: what others take meanwhile can only make the bucket emptier, so one that was not full stays so.
    const now = this.clock.now();
    for (let tries = 0; tries < TRIES; tries++) {
      const answer = await this.write(workspace, provider, {
        terms,
        count,
        now,
        full: fullAt <= microsOf(now),
      });
      this.seen.set(name, answer.fullAt);
      if (answer.taken) return { ok: true } as const;
      fullAt = answer.fullAt;
      const judged = takeTokens(fullAt, terms, count, now);
      if (!judged.ok) return judged;
    }
    throw new RexError('VERSION_CONFLICT', `Too many callers ask for the limit of ${provider} at once.`);
  }

  async levels(workspace: string) {
    const settings = await this.settingsOf(workspace);
    const now = this.clock.now();
    const providers = knownProviders(settings);
    const buckets = await this.records.getMany(
      providers.map((provider) => bucketKey(workspace, provider)),
      bucketSchema,
    );
    return providers.map((provider, i) => {
      const limit = providerLimit(provider, settings);
      return { provider, ...limit, left: tokensLeft(buckets[i]?.fullAt ?? 0, bucketTerms(limit), now) };
    });
  }

  /** The one write. `fullAt` is what the bucket has afterwards. */
  private async write(
    workspace: string,
    provider: string,
    take: {
      readonly terms: BucketTerms;
      readonly count: number;
      readonly now: Date;
      readonly full: boolean;
    },
  ): Promise<{ readonly taken: boolean; readonly fullAt: number }> {
    const { terms, count, now, full } = take;
    const at = microsOf(now);
    const cost = count * terms.interval;
    // A bucket that nobody touches for a day is full; its record may go.
    const expiresAt = Math.ceil((at + cost) / 1_000_000) + DAY / 1000;
    const form = full
      ? {
          UpdateExpression: 'SET fullAt = :fullAt, expiresAt = :expiresAt',
          ConditionExpression: 'attribute_not_exists(fullAt) OR fullAt <= :now',
          ExpressionAttributeValues: { ':now': at, ':fullAt': at + cost, ':expiresAt': expiresAt },
        }
      : {
          UpdateExpression: 'SET fullAt = fullAt + :cost, expiresAt = :expiresAt',
          ConditionExpression: 'fullAt > :now AND fullAt <= :latest',
          ExpressionAttributeValues: {
            ':now': at,
            ':cost': cost,
            ':latest': at + terms.whole - neededTime(terms, count),
            ':expiresAt': expiresAt,
          },
        };
    try {
      const { Attributes } = await this.records.client.send(
        new UpdateCommand({
          TableName: this.records.name,
          Key: { ...bucketKey(workspace, provider) },
          ...form,
          ReturnValues: 'UPDATED_NEW',
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      );
      return {
        taken: true,
        fullAt: parseRecord(bucketSchema, Attributes, bucketKey(workspace, provider)).fullAt,
      };
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      return { taken: false, fullAt: unmarshallFullAt(error.Item) };
    }
  }

  private async settingsOf(workspace: string): Promise<LimitSettings> {
    const now = this.clock.now().getTime();
    let known = this.settings.get(workspace);
    if (!known || known.until <= now) {
      const record = await this.records.get(settingsKey(workspace), settingsRecordSchema, 'eventual');
      known = { until: now + SETTINGS_KEPT_MS, settings: record?.settings ?? NO_SETTINGS };
      this.settings.set(workspace, known);
    }
    return known.settings;
  }
}

/** The document client does not translate what comes with an error. */
const unmarshallFullAt = (item: ConditionalCheckFailedException['Item']): number =>
  Number(item?.['fullAt']?.N ?? 0);
