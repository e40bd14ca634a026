import * as z from 'zod';
import type { IssueCounts } from '../../newsletter/domain/copy.ts';
import type { Task } from '../../tasks/domain/task.ts';
import type { Numbers } from './results.ts';

export interface TaskNumbers {
  readonly numbers: Numbers;
  readonly adsUsd: number;
  /** What it tells of, where another task may tell of the same. */
  readonly subject?: string;
}

const NOTHING: TaskNumbers = { numbers: {}, adsUsd: 0 };

const count = z.number().nullish();
/** Amounts and counts of Google Ads are texts. */
const figure = z.coerce.number().catch(0);
const postSchema = z.object({ connection: z.string(), post: z.string() });
const numbersSchema = z.object({ likes: count, comments: count, shares: count, views: count });
const askedSchema = z.object({ connection: z.string(), campaign: z.string().optional() });
const reportSchema = z.object({
  currency: z.string().nullable(),
  rows: z.array(z.object({ impressions: figure, clicks: figure, cost: figure, conversions: figure })),
});

/** What a completed task counts for, by its type. Types that are not here count as tasks alone. */
const BY_TYPE: Readonly<Record<string, (task: Task) => TaskNumbers>> = {
  'social.publish': () => ({ numbers: { posts: 1 }, adsUsd: 0 }),
  'social.numbers': ({ payload, result }) => {
    const { connection, post } = postSchema.parse(payload);
    const { likes, comments, shares, views } = numbersSchema.parse(result);
    const numbers = { likes: likes ?? 0, comments: comments ?? 0, shares: shares ?? 0, views: views ?? 0 };
    return { numbers, adsUsd: 0, subject: `post ${connection} ${post}` };
  },
  'ads.report': ({ payload, result }) => {
    const { connection, campaign = 'all' } = askedSchema.parse(payload);
    const { currency, rows } = reportSchema.parse(result);
    const sum = (of: (row: (typeof rows)[number]) => number): number =>
      rows.reduce((total, row) => total + of(row), 0);
    return {
      numbers: {
        adImpressions: sum(({ impressions }) => impressions),
        adClicks: sum(({ clicks }) => clicks),
        adConversions: sum(({ conversions }) => conversions),
      },
      // Other currencies cannot be added to it.
      adsUsd: currency === 'USD' ? sum(({ cost }) => cost) : 0,
      subject: `ads ${connection} ${campaign}`,
    };
  },
};

/** What a task did, by its result; an issue of a newsletter, by what was counted of it. */
export function numbersOfTask(task: Task, issue: IssueCounts | undefined): TaskNumbers {
  if (issue) {
    const { sent, delivered, bounced, complained, left, opened, clicked } = issue;
    const numbers = { sent, delivered, bounced, complained, unsubscribed: left, opened, clicked };
    return { numbers, adsUsd: 0 };
  }
  const isDone = task.status === 'completed' && !task.dryRun && task.undoneBy === undefined;
  try {
    return (isDone ? BY_TYPE[task.type]?.(task) : undefined) ?? NOTHING;
  } catch (error) {
    // A result of another version counts for nothing that this one knows.
    if (error instanceof z.ZodError) return NOTHING;
    throw error;
  }
}
