import * as z from 'zod';
import { channelSchema } from '../../channels/contract/channels.ts';
import { instantSchema, leadIdSchema } from '../../kernel/contract/common.ts';
import { events } from '../../kernel/contract/event-contract.ts';
import { ANSWER_STATES } from './answer.ts';
import { CONVERSATION_CHANGES, CONVERSATION_STATES } from './conversation.ts';

export const inboxEvents = events({
  'conversation.changed': {
    version: 1,
    channel: 'system',
    aggregate: 'CONVERSATION',
    summary:
      'A conversation began or changed: somebody wrote, or a member assigned, snoozed, labelled, answered or closed it. The event does not contain the words.',
    data: z.object({
      change: z.enum(CONVERSATION_CHANGES),
      leadId: leadIdSchema,
      state: z.enum(CONVERSATION_STATES),
      assignee: z.string().nullable(),
      labels: z.array(z.string()),
      class: z.string().nullable(),
      snoozedUntil: instantSchema.nullable(),
    }),
    example: {
      change: 'received',
      leadId: 'l_0123456789abcdefghjk',
      state: 'open',
      assignee: null,
      labels: ['pricing'],
      class: 'interested',
      snoozedUntil: null,
    },
  },
  'answer.changed': {
    version: 1,
    channel: 'system',
    aggregate: 'ANSWER',
    summary:
      'An answer in a conversation was requested, approved, sent or kept back, or its provider told what became of it. The event does not contain the words.',
    data: z.object({
      leadId: leadIdSchema,
      state: z.enum(ANSWER_STATES),
      channel: channelSchema,
      drafted: z.boolean().describe('true: a program wrote the words'),
      approvalId: z.string().nullable(),
      reason: z.string().nullable(),
    }),
    example: {
      leadId: 'l_0123456789abcdefghjk',
      state: 'sent',
      channel: 'email',
      drafted: false,
      approvalId: null,
      reason: null,
    },
  },
});
