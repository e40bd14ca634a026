import * as z from 'zod';
import { DAY } from '../../kernel/clock.ts';
import type { RexEvent } from '../../kernel/events.ts';
import { putEvents } from '../../platform/adapters/dynamodb/event-put.ts';
import { timeline } from '../../platform/adapters/dynamodb/keys.ts';
import { type RecordTable, transact } from '../../platform/adapters/dynamodb/table.ts';
import { queryTimeline } from '../../platform/adapters/dynamodb/timeline-index.ts';
import { queryWork } from '../../platform/adapters/dynamodb/work-index.ts';
import type { IssueStore } from '../app/ports/issues.ts';
import { ISSUE_COUNTS } from '../contract/issue.ts';
import { countsOf, type IssueCounts } from '../domain/copy.ts';
import type { LinkCounts } from '../domain/copy-engagement.ts';
import { type Issue, type IssueRef, issueSchema } from '../domain/issue.ts';
import { issueCountsPartition, issueKey, issueLinksPartition, issueWork } from './keys.ts';

const listOf = (newsletter: string): string => `ISSUES#${newsletter}`;
/** A draft whose task came to nothing. */
const DRAFT_KEPT_MS = 90 * DAY;
const countsSchema = z.object(
  Object.fromEntries(ISSUE_COUNTS.map((name) => [name, z.number().default(0)])) as Record<
    (typeof ISSUE_COUNTS)[number],
    z.ZodDefault<z.ZodNumber>
  >,
);

const linkCountsSchema = z.object({
  link: z.string(),
  people: z.number().default(0),
  clicks: z.number().default(0),
});

export class DynamoIssueStore implements IssueStore {
  private readonly records: RecordTable;
  private readonly events: RecordTable;

  constructor(records: RecordTable, events: RecordTable) {
    this.records = records;
    this.events = events;
  }

  get({ workspace, id }: IssueRef): Promise<Issue | undefined> {
    return this.records.get(issueKey(workspace, id), issueSchema);
  }

  async save(issue: Issue, events: readonly RexEvent[]): Promise<Issue> {
    const { workspace, id, newsletter, version, startedAt, nextAt, createdAt } = issue;
    const next = { ...issue, version: version + 1 };
    const expiresAt = Math.floor((Date.parse(createdAt) + DRAFT_KEPT_MS) / 1000);
    await transact(this.records, [
      this.records.putItem(issueKey(workspace, id), next, version === 0 ? 'absent' : { version }, {
        ...(startedAt === undefined ? { expiresAt } : timeline(workspace, listOf(newsletter), startedAt)),
        ...(nextAt === undefined ? {} : { workShard: issueWork.shardOf(id), workDueAt: nextAt }),
      }),
      ...putEvents(this.events, events),
    ]);
    return next;
  }

  async list(
    workspace: string,
    { newsletter, ...page }: Parameters<IssueStore['list']>[1],
  ): Promise<{ issues: Issue[]; cursor: string | null }> {
    const options = { ...page, newestFirst: true };
    const { items, cursor } = await queryTimeline(
      this.records,
      workspace,
      listOf(newsletter),
      issueSchema,
      options,
    );
    return { issues: items, cursor };
  }

  async overdue(now: Date): Promise<IssueRef[]> {
    const keys = await queryWork(this.records, issueWork, now);
    return keys.flatMap(({ pk }) => {
      const [, workspace, id] = /^W#([^#]+)#ISSUE#(.+)$/.exec(pk) ?? [];
      return workspace && id ? [{ workspace, id }] : [];
    });
  }

  async links({ workspace, id }: IssueRef): Promise<LinkCounts[]> {
    const shards = await this.records.all(issueLinksPartition(workspace, id), linkCountsSchema, {
      consistent: true,
    });
    const sum = (of: readonly LinkCounts[], name: 'people' | 'clicks'): number =>
      of.reduce((all, each) => all + each[name], 0);
    return [...Map.groupBy(shards, ({ link }) => link)]
      .map(([link, of]) => ({ link, people: sum(of, 'people'), clicks: sum(of, 'clicks') }))
      .filter(({ clicks }) => clicks > 0);
  }

  async counts({ workspace, id }: IssueRef): Promise<IssueCounts> {
    const shards = await this.records.all(issueCountsPartition(workspace, id), countsSchema, {
      consistent: true,
    });
    const sum = { ...countsOf(undefined) };
    for (const shard of shards) for (const name of ISSUE_COUNTS) sum[name] += shard[name];
    return sum;
  }
}
