import * as z from 'zod';
import { approvalIdSchema, instantSchema } from '../../kernel/contract/common.ts';
import { events } from '../../kernel/contract/event-contract.ts';
import { MISSION_STATES, missionTypeSchema } from './mission.ts';

const MISSION = { version: 1, channel: 'missions', aggregate: 'MISSION' } as const;
const EXAMPLE_APPROVAL = 'a_01jd8w5gk3q4v6x8z0a2c4e6g8';
const state = z.enum(MISSION_STATES);

export const missionEvents = events({
  'mission.created': {
    ...MISSION,
    summary: 'A mission was created and waits in the queue.',
    data: z.object({
      type: missionTypeSchema,
      workflow: z.string().optional(),
      priority: z.number().int(),
      deadline: instantSchema.optional(),
      params: z.record(z.string(), z.unknown()),
    }),
    example: { type: 'lead_reactivation', priority: 50, params: { steps: 3, holdout: 0.1 } },
  },
  'mission.transitioned': {
    ...MISSION,
    summary: 'A mission changed its state, along an edge of the transition table.',
    data: z.object({ from: state, to: state, event: z.string(), reason: z.string() }),
    example: { from: 'QUEUED', to: 'ASSIGNED', event: 'assign', reason: 'Crew and domain were free.' },
  },
  'mission.restarted': {
    ...MISSION,
    summary: 'The execution of a mission was lost and was started again.',
    data: z.object({ attempt: z.number().int() }),
    example: { attempt: 2 },
  },
  'mission.boosted': {
    ...MISSION,
    summary:
      'The priority of a waiting mission was changed: it waited too long, is due soon, or a person decided it.',
    data: z.object({ from: z.number(), to: z.number(), reason: z.string() }),
    example: { from: 10, to: 90, reason: 'It has waited for 24 hours.' },
  },
  'mission.approval-requested': {
    ...MISSION,
    summary: 'A mission waits for the approval of its messages.',
    data: z.object({ approvalId: approvalIdSchema }),
    example: { approvalId: EXAMPLE_APPROVAL },
  },
  'mission.sending-stopped': {
    ...MISSION,
    summary:
      'The first e-mails of a mission say that its list is bad: nothing more goes out until a person lets it go on.',
    data: z.object({ sent: z.number().int(), bounced: z.number().int(), reason: z.string() }),
    example: { sent: 31, bounced: 6, reason: '6 of 31 first e-mails bounced.' },
  },
  'mission.sending-resumed': {
    ...MISSION,
    summary: 'A person let a mission go on whose list had been stopped.',
    data: z.object({ reason: z.string() }),
    example: { reason: 'The old addresses are removed.' },
  },
  'mission.cohorts-released': {
    ...MISSION,
    summary: 'The first e-mails of a mission are well, so more of its leads are written to.',
    data: z.object({
      cohorts: z.number().int().describe('Number of cohorts that may send now'),
      settled: z.number().int(),
      bounced: z.number().int(),
    }),
    example: { cohorts: 3, settled: 96, bounced: 1 },
  },
  'mission.domain-assigned': {
    ...MISSION,
    summary: 'A person allocated a sending domain to a mission.',
    data: z.object({ domain: z.string() }),
    example: { domain: 'mail.acme.example' },
  },
  'mission.sender-changed': {
    ...MISSION,
    summary: 'A mission was moved to another sending domain.',
    data: z.object({
      from: z.string().optional(),
      to: z.string().optional(),
      needsApproval: z
        .boolean()
        .describe(
          'true: the messages name the old domain, so they are drafted again and need a new approval',
        ),
      reason: z.string(),
    }),
    example: {
      from: 'mail.acme.example',
      to: 'post.acme.example',
      needsApproval: false,
      reason: 'mail.acme.example was paused.',
    },
  },
});
