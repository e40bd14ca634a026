import { chunksOf } from '../../kernel/concurrency.ts';
import { leadPartition } from '../../leads/adapters/keys.ts';
import { addition } from '../../platform/adapters/dynamodb/counters.ts';
import { key, pad, shardOf } from '../../platform/adapters/dynamodb/keys.ts';
import {
  isConflict,
  type RecordTable,
  type TransactItem,
  transact,
} from '../../platform/adapters/dynamodb/table.ts';
import type { CopyStore } from '../app/ports/issues.ts';
import { ISSUE_COUNTS } from '../contract/issue.ts';
import { type Copy, type CopyRef, copySchema, countsOf } from '../domain/copy.ts';
import { clicksOf } from '../domain/copy-engagement.ts';
import type { Subscriber } from '../domain/links.ts';
import { copyKey, copyPrefix, issueCountsPartition, issueLinksPartition } from './keys.ts';

/** Counts of one issue are added to in so many places, so that those who count at once are not in each other's way. */
const SHARDS = 16;
const TOGETHER = 50;

export class DynamoCopyStore implements CopyStore {
  private readonly records: RecordTable;

  constructor(records: RecordTable) {
    this.records = records;
  }

  get({ workspace, leadId, issue }: CopyRef): Promise<Copy | undefined> {
    return this.records.get(copyKey(workspace, leadId, issue), copySchema);
  }

  async claim(copy: Copy): Promise<boolean> {
    try {
      await transact(this.records, [
        this.records.putItem(this.keyOf(copy), copy, 'absent'),
        ...this.counted(undefined, copy),
      ]);
      return true;
    } catch (error) {
      if (isConflict(error) && (await this.get(copy))) return false;
      throw error;
    }
  }

  async change(before: Copy, after: Copy): Promise<Copy> {
    const { version } = before;
    const next = { ...after, version: version + 1 };
    await transact(this.records, [
      this.records.putItem(this.keyOf(next), next, { version }),
      ...this.counted(before, next),
    ]);
    return next;
  }

  giveUp(copy: Copy): Promise<void> {
    const { version } = copy;
    return transact(this.records, [
      {
        Delete: {
          TableName: this.records.name,
          Key: { ...this.keyOf(copy) },
          ConditionExpression: '#version = :version',
          ExpressionAttributeNames: { '#version': 'version' },
          ExpressionAttributeValues: { ':version': version },
        },
      },
      ...this.counted(copy, undefined),
    ]);
  }

  async latest({ workspace, leadId, newsletter }: Subscriber): Promise<Copy | undefined> {
    const { items } = await this.records.page(leadPartition(workspace, leadId), copySchema, {
      prefix: copyPrefix(newsletter),
      limit: 1,
      newestFirst: true,
      consistent: true,
    });
    return items[0];
  }

  async forget({ workspace, leadId, newsletter }: Subscriber): Promise<void> {
    const all = await this.records.all(leadPartition(workspace, leadId), copySchema, {
      prefix: copyPrefix(newsletter),
      consistent: true,
    });
    for (const some of chunksOf(all, TOGETHER))
      await transact(
        this.records,
        some.map((each) => ({ Delete: { TableName: this.records.name, Key: { ...this.keyOf(each) } } })),
      );
  }

  private keyOf({ workspace, leadId, issue }: Copy) {
    return copyKey(workspace, leadId, issue);
  }

  /** The update of the counts by what a change adds and takes away; none where it does neither. */
  private counted(before: Copy | undefined, after: Copy | undefined): TransactItem[] {
    const of = after ?? before;
    const [was, is] = [countsOf(before), countsOf(after)];
    const adds = Object.fromEntries(
      ISSUE_COUNTS.map((name) => [name, is[name] - was[name]] as const).filter(([, by]) => by !== 0),
    );
    if (!of) return [];
    const shard = pad(shardOf(of.leadId, SHARDS));
    const place = key(issueCountsPartition(of.workspace, of.issue), shard);
    return [
      ...(Object.keys(adds).length === 0 ? [] : [{ Update: addition(this.records, place, adds) }]),
      ...this.clicked(before, after, shard),
    ];
  }

  private clicked(before: Copy | undefined, after: Copy | undefined, shard: string): TransactItem[] {
    const of = after ?? before;
    if (!of) return [];
    const [was, is] = [clicksOf(before), clicksOf(after)];
    return [...new Set([...was.keys(), ...is.keys()])].flatMap((link) => {
      const clicks = (is.get(link) ?? 0) - (was.get(link) ?? 0);
      const people = Number(is.has(link)) - Number(was.has(link));
      if (clicks === 0) return [];
      const place = key(issueLinksPartition(of.workspace, of.issue), `${link}#${shard}`);
      const update = addition(this.records, place, { clicks, ...(people === 0 ? {} : { people }) });
      return [
        {
          Update: {
            ...update,
            UpdateExpression: `SET #link = :link ${update.UpdateExpression}`,
            ExpressionAttributeNames: { ...update.ExpressionAttributeNames, '#link': 'link' },
            ExpressionAttributeValues: { ...update.ExpressionAttributeValues, ':link': link },
          },
        },
      ];
    });
  }
}
