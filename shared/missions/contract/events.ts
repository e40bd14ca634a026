import * as z from 'zod';
import { APPROVAL_SUBJECTS } from '../../approvals/contract/routes.ts';
import { channelSchema } from '../../channels/contract/channels.ts';
import {
  approvalIdSchema,
  instantSchema,
  leadIdSchema,
  missionIdSchema,
} from '../../kernel/contract/common.ts';
import { events } from '../../kernel/contract/event-contract.ts';
import { recommendationIdSchema, settingChangeSchema } from '../../workspaces/contract/setting-change.ts';
import { MISSION_STATES, MISSION_TYPES } from './mission.ts';

const MISSION = { version: 1, channel: 'missions', aggregate: 'MISSION' } as const;
const APPROVAL = { version: 2, channel: 'missions', aggregate: 'APPROVAL' } as const;
const EXAMPLE_MISSION = 'm_01jd8w5gk3q4v6x8z0a2c4e6g8';
const EXAMPLE_APPROVAL = 'a_01jd8w5gk3q4v6x8z0a2c4e6g8';

const state = z.enum(MISSION_STATES);

const approvalData = z.object({
  subject: z.enum(APPROVAL_SUBJECTS).describe('What is approved: the rest is there by what it is'),
  state: z.string(),
  digest: z.string().describe('Of the very messages, or the very change, that were looked at'),
  missionId: missionIdSchema.optional(),
  recipients: z.number().int().optional(),
  messages: z.number().int().optional(),
  recommendationId: recommendationIdSchema.optional(),
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

const taskData = z.object({
  missionId: missionIdSchema,
  leadId: leadIdSchema,
  step: z.number().int(),
  channel: channelSchema,
  by: z.string().describe('Who settled it; rex when nobody did it in time'),
});
const TASK = { version: 1, channel: 'missions', aggregate: 'TASK', data: taskData } as const;
const taskExample = {
  missionId: EXAMPLE_MISSION,
  leadId: 'l_0123456789abcdefghjk',
  step: 2,
  channel: 'linkedin',
  by: 'ann',
} as const;

export const missionEvents = events({
  'task.opened': {
    ...TASK,
    summary: 'A step of a sequence waits for a person to take it.',
    example: { ...taskExample, by: 'rex' },
  },
  'task.done': { ...TASK, summary: 'A person has taken a step.', example: taskExample },
  'task.skipped': {
    ...TASK,
    summary: 'A step is not taken: a person said so, or nobody took it in time.',
    example: { ...taskExample, by: 'rex' },
  },
  'icp.profiled': {
    version: 1,
    channel: 'analytics',
    aggregate: 'ICP_PROFILE',
    summary: 'A profile of the ideal customer was made of all leads.',
    data: z.object({
      missionId: missionIdSchema,
      number: z.number().int().describe('The how manieth of the workspace'),
      leads: z.number().int(),
      segments: z.number().int(),
      basis: z.enum(['fitted', 'weighted']).describe('Which score it uses'),
      refusedColumns: z.number().int().describe('Columns that tell the outcome'),
    }),
    example: {
      missionId: EXAMPLE_MISSION,
      number: 3,
      leads: 12_400,
      segments: 17,
      basis: 'fitted',
      refusedColumns: 2,
    },
  },
  'mission.created': {
    ...MISSION,
    summary: 'A mission was asked for and waits in the queue.',
    data: z.object({
      type: z.enum(MISSION_TYPES),
      workflow: z.string().optional(),
      priority: z.number().int(),
      deadline: instantSchema.optional(),
      params: z.record(z.string(), z.unknown()),
    }),
    example: { type: 'lead_reactivation', priority: 50, params: { steps: 3, holdout: 0.1 } },
  },
  'mission.transitioned': {
    ...MISSION,
    summary: 'A mission went from one state to another, along an edge of the transition table.',
    data: z.object({ from: state, to: state, event: z.string(), reason: z.string() }),
    example: { from: 'QUEUED', to: 'ASSIGNED', event: 'assign', reason: 'Crew and domain were free.' },
  },
  'mission.restarted': {
    ...MISSION,
    summary: 'The execution of a mission was gone and was started again.',
    data: z.object({ attempt: z.number().int() }),
    example: { attempt: 2 },
  },
  'mission.boosted': {
    ...MISSION,
    summary: 'A mission that waited for long, or is due soon, was moved ahead.',
    data: z.object({ from: z.number(), to: z.number(), reason: z.string() }),
    example: { from: 10, to: 90, reason: 'It has waited for 24 hours.' },
  },
  'mission.approval-requested': {
    ...MISSION,
    summary: 'A mission waits for a person to look at its messages.',
    data: z.object({ approvalId: approvalIdSchema }),
    example: { approvalId: EXAMPLE_APPROVAL },
  },
  'mission.domain-assigned': {
    ...MISSION,
    summary: 'A sending domain was allocated to a mission by a person.',
    data: z.object({ domain: z.string() }),
    example: { domain: 'mail.acme.example' },
  },
  'mission.sender-changed': {
    ...MISSION,
    summary: 'A mission goes on from another sending domain.',
    data: z.object({
      from: z.string().optional(),
      to: z.string().optional(),
      needsApproval: z
        .boolean()
        .describe('The approved messages name the old domain: they are looked at anew'),
      reason: z.string(),
    }),
    example: {
      from: 'mail.acme.example',
      to: 'post.acme.example',
      needsApproval: false,
      reason: 'mail.acme.example was paused.',
    },
  },
  'cohort.worked': {
    version: 1,
    channel: 'missions',
    aggregate: 'COHORT',
    summary: 'One round of a cohort of leads is over: so many messages were sent, blocked or failed.',
    data: z.object({
      missionId: missionIdSchema,
      cohort: z.string(),
      counts: z.record(z.string(), z.number().int()),
      done: z.boolean().describe('true when nothing more is planned for these leads'),
    }),
    example: {
      missionId: EXAMPLE_MISSION,
      cohort: 'europe-0001',
      counts: { sent: 97, blocked: 3 },
      done: false,
    },
  },
  'approval.requested': {
    ...APPROVAL,
    summary: 'Messages, or a change of the settings, wait for a decision.',
    data: approvalData,
    example: approvalExample,
  },
  'approval.decided': {
    ...APPROVAL,
    summary: 'A person approved or rejected them, or nobody answered in time.',
    data: approvalData,
    example: { ...approvalExample, state: 'REJECTED', reason: 'The offer is out of date.' },
  },
  'approval.voided': {
    ...APPROVAL,
    summary: 'An approval lost its object: the mission ended, or its messages or the settings changed.',
    data: approvalData,
    example: { ...approvalExample, state: 'VOID' },
  },
});
