import * as z from 'zod';
import { leadIdSchema, missionIdSchema } from '../../kernel/contract/common.ts';
import { events } from '../../kernel/contract/event-contract.ts';
import { recommendationIdSchema, settingChangeSchema } from '../../workspaces/contract/setting-change.ts';
import { APPROVAL_SUBJECTS } from './routes.ts';

const APPROVAL = { version: 2, channel: 'missions', aggregate: 'APPROVAL' } as const;
const EXAMPLE_MISSION = 'm_01jd8w5gk3q4v6x8z0a2c4e6g8';
const approvalData = z.object({
  subject: z.enum(APPROVAL_SUBJECTS).describe('What the approval is about; the other fields depend on it'),
  state: z.string(),
  digest: z.string().describe('Digest of the exact messages, or of the exact change, to be approved'),
  missionId: missionIdSchema.optional(),
  recipients: z.number().int().optional(),
  messages: z.number().int().optional(),
  recommendationId: recommendationIdSchema.optional(),
  answer: z.string().optional().describe('The id of the answer'),
  leadId: leadIdSchema.optional(),
  taskId: z.string().optional(),
  type: z.string().optional().describe('Of the task'),
  title: z.string().optional().describe('Of the task'),
  change: settingChangeSchema.optional(),
  reason: z.string().optional(),
});
const approvalExample = {
  subject: 'messages' as const,
  missionId: EXAMPLE_MISSION,
  state: 'PENDING',
  digest: '9f2c4a',
  recipients: 1_240,
  messages: 6,
};

export const approvalEvents = events({
  'approval.requested': {
    ...APPROVAL,
    summary: 'Messages, a change of the settings, an answer, or what a task would do wait for a decision.',
    data: approvalData,
    example: approvalExample,
  },
  'approval.decided': {
    ...APPROVAL,
    summary:
      'A person approved or rejected the messages, the change, the answer or the task, or nobody answered in time.',
    data: approvalData,
    example: { ...approvalExample, state: 'REJECTED', reason: 'The offer is out of date.' },
  },
  'approval.voided': {
    ...APPROVAL,
    summary: 'An approval became void: the mission ended, or the messages or the settings changed.',
    data: approvalData,
    example: { ...approvalExample, state: 'VOID' },
  },
});
