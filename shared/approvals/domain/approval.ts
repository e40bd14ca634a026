import * as z from 'zod';
import { effectRecordSchema } from '../../autonomy/domain/effect.ts';
import { channelSchema } from '../../channels/contract/channels.ts';
import { POLICY_VERSION } from '../../content/domain/policy.ts';
import type { Drafts } from '../../drafting/domain/cohort.ts';
import { DAY } from '../../kernel/clock.ts';
import {
  approvalIdSchema,
  instantSchema,
  leadIdSchema,
  missionIdSchema,
  workspaceIdSchema,
} from '../../kernel/contract/common.ts';
import { refuseUnknown } from '../../kernel/contract/tolerance.ts';
import { RexError } from '../../kernel/errors.ts';
import { sha256 } from '../../kernel/hash.ts';
import { recommendationIdSchema, type SettingChange } from '../../workspaces/contract/setting-change.ts';
import { settingChangeRecordSchema } from '../../workspaces/domain/change-record.ts';
import { APPROVAL_STATES } from '../contract/routes.ts';

/** Silence is never consent: after this time an approval expires and the mission is escalated to a person. */
export const APPROVAL_EXPIRES_MS = 7 * DAY;

const approvalBaseSchema = z.object({
  workspace: workspaceIdSchema,
  id: approvalIdSchema,
  version: z.number().int().min(1),
  state: refuseUnknown(z.enum(APPROVAL_STATES)),
  digest: z.string(),
  policyVersion: z.number().int(),
  createdAt: instantSchema,
  expiresAt: instantSchema,
  decidedAt: instantSchema.optional(),
  decidedBy: z.string().optional(),
  reason: z.string().optional(),
});

/**
 * One decision over all messages of a mission. It binds a digest of the digests of the cohorts, and each of those is a
 * digest of the content hashes of its messages: any change of a message changes it.
 */
const messagesApprovalSchema = approvalBaseSchema.extend({
  /** Absent in approvals from before there were other subjects. */
  subject: z.literal('messages').default('messages'),
  missionId: missionIdSchema,
  cohorts: z.record(z.string(), z.string()),
  recipients: z.number().int(),
  messages: z.number().int(),
  /** What the messages will cost; absent in approvals from before there were other channels than e-mail. */
  costUsd: z.number().optional(),
  blockedDrafts: z.record(z.string(), z.number().int()),
});
export type MessagesApproval = z.infer<typeof messagesApprovalSchema>;

/** One decision over one change of the settings that a recommendation proposes. */
const settingsApprovalSchema = approvalBaseSchema.extend({
  subject: z.literal('settings'),
  recommendationId: recommendationIdSchema,
  sentence: z.string(),
  evidence: z.string(),
  change: settingChangeRecordSchema,
  settingsVersion: z.number().int(),
});
export type SettingsApproval = z.infer<typeof settingsApprovalSchema>;

/** One decision over the exact words of one answer in a conversation. */
const answerApprovalSchema = approvalBaseSchema.extend({
  subject: z.literal('answer'),
  answerId: z.string(),
  leadId: leadIdSchema,
  channel: channelSchema,
  mailSubject: z.string().optional(),
  text: z.string(),
  requestedBy: z.string(),
});
export type AnswerApproval = z.infer<typeof answerApprovalSchema>;

/** One decision over exactly what a task would do. */
const taskApprovalSchema = approvalBaseSchema.extend({
  subject: z.literal('task'),
  taskId: z.string(),
  type: z.string(),
  title: z.string(),
  agent: z.string(),
  effect: effectRecordSchema,
  /** That of the task; absent in approvals from before it was kept. */
  missionId: missionIdSchema.optional(),
  /** A member changed or cancelled the task before anybody decided: then it is void. */
  taken: z.object({ by: z.string(), at: instantSchema, change: z.string() }).optional(),
});
export type TaskApproval = z.infer<typeof taskApprovalSchema>;

export const approvalSchema = z.union([
  settingsApprovalSchema,
  answerApprovalSchema,
  taskApprovalSchema,
  messagesApprovalSchema,
]);
export type Approval = z.infer<typeof approvalSchema>;

export const draftsDigest = (drafts: Drafts): string =>
  sha256(
    drafts.leads
      .map((lead) =>
        [
          lead.leadId,
          lead.variant,
          lead.purchases?.count ?? '-',
          lead.purchases?.lastOn ?? '-',
          ...lead.messages,
        ].join(' '),
      )
      .join('\n'),
  );

export const approvalDigest = (cohorts: Readonly<Record<string, string>>): string =>
  sha256(
    [
      `policy ${POLICY_VERSION}`,
      ...Object.entries(cohorts)
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([id, digest]) => `${id} ${digest}`),
    ].join('\n'),
  );

/** Digest of the exact change, and of the settings against which it was requested. */
export const changeDigest = ({ setting, from, to }: SettingChange, settingsVersion: number): string =>
  sha256(JSON.stringify([`policy ${POLICY_VERSION}`, settingsVersion, setting, from, to]));

/** Digest of the exact words, and of whom they reach by which channel. */
export const answerDigest = ({
  leadId,
  channel,
  mailSubject,
  text,
}: Pick<AnswerApproval, 'leadId' | 'channel' | 'mailSubject' | 'text'>): string =>
  sha256(JSON.stringify([`policy ${POLICY_VERSION}`, leadId, channel, mailSubject ?? '', text]));

export interface ApprovalDecision {
  readonly outcome: 'approved' | 'rejected' | 'expired';
  readonly by: string;
  readonly now: Date;
  /** The digest that the approver saw. It must be the current one. */
  readonly digest?: string;
  readonly reason?: string;
}

export const isOver = ({ expiresAt }: Pick<Approval, 'expiresAt'>, now: Date): boolean =>
  now.toISOString() >= expiresAt;

/** Whether the same person made the same decision before. Then it is returned again instead of being refused. */
export const isSameDecision = (
  approval: Approval,
  { outcome, by, digest }: Pick<ApprovalDecision, 'outcome' | 'by' | 'digest'>,
): boolean =>
  approval.state === outcome &&
  approval.decidedBy === by &&
  (digest === undefined || approval.digest === digest);

const SUBJECTS: Readonly<Record<Approval['subject'], { readonly them: string; readonly again: string }>> = {
  messages: { them: 'The messages are not those that were', again: 'retry the mission' },
  settings: { them: 'The change is not that which was', again: 'apply the recommendation again' },
  answer: { them: 'The answer is not that which was', again: 'write the answer again' },
  task: { them: 'What the task would do is not what was', again: 'retry the task' },
};

/** @throws RexError CONFLICT when it was decided before, has expired, or has another digest than the approver saw. */
export function decide<A extends Approval>(approval: A, decision: ApprovalDecision): A {
  const { them, again } = SUBJECTS[approval.subject];
  if (approval.state !== 'pending') {
    throw new RexError('CONFLICT', `This approval is ${approval.state} already; a decision is made once.`);
  }
  if (decision.outcome === 'approved') {
    if (isOver(approval, decision.now)) {
      throw new RexError('CONFLICT', `This approval has expired; ${again} to be requested again.`);
    }
    if (decision.digest !== approval.digest) {
      throw new RexError('CONFLICT', `${them} looked at; look again before approving.`, {
        fields: [{ path: 'body.digest', message: 'is not the digest of this approval' }],
      });
    }
  }
  return {
    ...approval,
    state: decision.outcome,
    decidedAt: decision.now.toISOString(),
    decidedBy: decision.by,
    reason: decision.reason,
  };
}

/**
 * Whether a decision still holds for the mission. A rejection holds until somebody retries the mission, which requests a new
 * approval; an approval holds as long as the messages stay the same.
 */
export const isStanding = (
  { state, decidedAt }: Pick<Approval, 'state' | 'decidedAt'>,
  { retriedAt }: { readonly retriedAt?: string | undefined },
): boolean =>
  state === 'approved' ||
  ((state === 'rejected' || state === 'expired') &&
    (retriedAt === undefined || (decidedAt ?? '') > retriedAt));
