import * as z from 'zod';
import { missionIdSchema } from '../../kernel/contract/common.ts';
import { events } from '../../kernel/contract/event-contract.ts';
import { TASK_PRIORITIES, TASK_STATUSES } from './task.ts';

export const taskEvents = events({
  'task.changed': {
    version: 1,
    channel: 'missions',
    aggregate: 'WORK_ITEM',
    summary: 'A task was created, looked at, approved, executed or undone, or it failed.',
    data: z.object({
      change: z.string().describe('What happened to it'),
      type: z.string(),
      title: z.string(),
      status: z.enum(TASK_STATUSES),
      priority: z.enum(TASK_PRIORITIES),
      agent: z.string(),
      dryRun: z.boolean(),
      rule: z.string().nullable().describe('The rule of the policy that decided whether it runs by itself'),
      attempts: z.number().int(),
      error: z.string().nullable(),
      missionId: missionIdSchema.nullable(),
    }),
    example: {
      change: 'complete',
      type: 'seo.audit',
      title: 'Look at the home page',
      status: 'completed',
      priority: 'normal',
      agent: 'seo',
      dryRun: false,
      rule: 'reads-only',
      attempts: 1,
      error: null,
      missionId: null,
    },
  },
});
