import * as z from 'zod';
import { instantSchema, workspaceIdSchema } from '../../kernel/contract/common.ts';
import { refuseUnknown } from '../../kernel/contract/tolerance.ts';
import { type Cause, newEvent, type RexEvent } from '../../kernel/events.ts';
import { newsletterEvents } from '../contract/events.ts';
import { ISSUE_STATES } from '../contract/issue.ts';

const storedSegmentSchema = z.object({
  languages: z.array(z.string()).optional(),
  subscribedFrom: instantSchema.optional(),
  subscribedBefore: instantSchema.optional(),
  attributes: z.record(z.string(), z.array(z.string())).optional(),
});

/** One issue of a newsletter: what goes to whom, and how far it is. */
export const issueSchema = z.object({
  workspace: workspaceIdSchema,
  newsletter: z.string(),
  id: z.string(),
  version: z.number().int().min(1),
  state: refuseUnknown(z.enum(ISSUE_STATES)),
  task: z.string(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  segment: storedSegmentSchema.optional(),
  from: z.object({ name: z.string(), address: z.string() }),
  /** The sending domain, which stays the same for all of it. */
  domain: z.string(),
  asOf: instantSchema,
  /** How many people it was approved for, and a digest of their ids. */
  recipients: z.number().int(),
  digest: z.string(),
  createdAt: instantSchema,
  startedAt: instantSchema.optional(),
  /** What stands around its words, as it was approved. Absent before it begins, and in issues of before this was kept. */
  frame: z.object({ name: z.string(), brandName: z.string(), postalAddress: z.string() }).optional(),
  finishedAt: instantSchema.optional(),
  /** Where the list of subscribers goes on; absent at its beginning. */
  cursor: z.string().optional(),
  /** When it goes on; absent when only a person lets it go on. A worker that has it moves this on, so that no other takes it. */
  nextAt: instantSchema.optional(),
  reason: z.string().optional(),
  /** What was counted when a person let it go on: only what came after stops it again. */
  base: z
    .object({ sent: z.number().int(), bounced: z.number().int(), complained: z.number().int() })
    .optional(),
});
export type Issue = z.infer<typeof issueSchema>;

export interface IssueRef {
  readonly workspace: string;
  readonly id: string;
}

/** A function of the task, so that a repeat finds the same issue. */
export const issueIdOf = (newsletter: string, taskId: string): string => `${newsletter}-${taskId.slice(2)}`;

type After = Pick<Issue, 'state'> &
  Partial<Pick<Issue, 'reason' | 'nextAt' | 'finishedAt' | 'base' | 'startedAt' | 'frame'>>;

/** It goes on in another state, or waits: what is not given of why and when is no longer so. */
export const turned = (issue: Issue, after: After): Issue => ({
  ...issue,
  reason: undefined,
  nextAt: undefined,
  ...after,
});

export const waitingUntil = (issue: Issue, until: Date, reason: string | undefined): Issue =>
  turned(issue, { state: 'sending', nextAt: until.toISOString(), reason });

/** An event about an issue that is about to be saved: its sequence is the version that it gets. */
export const issueEvent = (next: Issue, { actor, correlationId }: Cause, now: Date): RexEvent =>
  newEvent(
    newsletterEvents,
    'issue.changed',
    {
      about: next.id,
      sequence: next.version + 1,
      workspace: next.workspace,
      correlationId,
      actor,
      data: {
        newsletter: next.newsletter,
        task: next.task,
        state: next.state,
        recipients: next.recipients,
        reason: next.reason ?? null,
      },
    },
    now,
  );
