import * as z from 'zod';
import { instantSchema } from '../../kernel/contract/common.ts';
import { newsletterIdSchema } from './newsletter.ts';

/** Named by its newsletter and by the task that sends it. */
export const issueIdSchema = z
  .string()
  .regex(/^[a-z][a-z0-9]{1,29}-[0-9a-z]{26}$/, 'must be the id of an issue, such as news-01k…');

/** An issue is named by its newsletter first. */
export const newsletterOf = (issueId: string): string => issueId.split('-')[0] ?? '';

/** `draft`: its task has looked at it, and it is not sent yet. */
export const ISSUE_STATES = ['draft', 'sending', 'stopped', 'finished', 'cancelled'] as const;

/** What is counted of an issue: in people, but for `opens` and `clicks`, which are all that people made. */
export const ISSUE_COUNTS = [
  'claimed',
  'sent',
  'refused',
  'delivered',
  'bounced',
  'deferred',
  'complained',
  'left',
  'opened',
  'opens',
  'clicked',
  'clicks',
] as const;

const count = (text: string) => z.number().int().describe(text);

export const issueViewSchema = z
  .object({
    id: issueIdSchema,
    newsletter: newsletterIdSchema,
    task: z.string().describe('The task that sends it'),
    state: z.enum(ISSUE_STATES),
    reason: z.string().nullable().describe('Why it waits, was stopped or was cancelled'),
    subject: z.string(),
    from: z.string(),
    segment: z.string().nullable().describe('Whom of the subscribers it goes to; null: all'),
    asOf: instantSchema.describe('It goes to who was subscribed then, and is when it is sent'),
    startedAt: instantSchema.nullable(),
    finishedAt: instantSchema.nullable(),
    counts: z.object({
      recipients: count('Subscribers whom it was approved for'),
      sent: count('Taken by the provider'),
      refused: count('Refused by the provider, for good'),
      unclear: count('Given to the provider, which has not answered: they may have got it'),
      delivered: count('Taken by the server of the recipient'),
      bounced: count('Not deliverable, for good'),
      deferred: count('Not deliverable at the moment: a full mailbox, a busy server'),
      complained: count('Reported as spam'),
      left: count('Unsubscribed after it, as the last issue that they got'),
      opened: count('People who opened it, as far as can be told; programs that fetch images are left out'),
      opens: count('All times that they opened it, at most 30 of one person'),
      clicked: count('People who followed a link; programs that check links are left out'),
      clicks: count('All links that they followed, at most 30 of one person'),
    }),
    links: z
      .array(
        z.object({
          url: z.string().nullable().describe('Null where the link is not in the issue as it is'),
          people: count('Who followed it'),
          clicks: count('How often'),
        }),
      )
      .describe('Links that people followed, the most followed first'),
    archiveAddress: z.string().nullable().describe('Its public page'),
  })
  .meta({ id: 'NewsletterIssue' });
export type IssueView = z.infer<typeof issueViewSchema>;
