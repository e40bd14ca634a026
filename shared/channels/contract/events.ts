import * as z from 'zod';
import { leadIdSchema, missionIdSchema } from '../../kernel/contract/common.ts';
import { events } from '../../kernel/contract/event-contract.ts';
import { channelSchema, NUMBER_CHANNELS } from './channels.ts';

const NUMBER = { version: 1, channel: 'system', aggregate: 'NUMBER' } as const;
const EXAMPLE_MISSION = 'm_01jd8w5gk3q4v6x8z0a2c4e6g8';
const taskData = z.object({
  missionId: missionIdSchema,
  leadId: leadIdSchema,
  step: z.number().int(),
  channel: channelSchema,
  by: z.string().describe('Who opened or settled the task: a person, or `rex`'),
});
const TASK = { version: 1, channel: 'missions', aggregate: 'TASK', data: taskData } as const;
const taskExample = {
  missionId: EXAMPLE_MISSION,
  leadId: 'l_0123456789abcdefghjk',
  step: 2,
  channel: 'linkedin',
  by: 'ann',
} as const;

export const channelEvents = events({
  'number.stopped': {
    ...NUMBER,
    summary:
      'A telephone number was stopped for a channel: nothing more goes to it. The event does not contain the number.',
    data: z.object({ channel: z.enum(NUMBER_CHANNELS), reason: z.enum(['asked', 'unreachable']) }),
    example: { channel: 'sms', reason: 'asked' },
  },
  'number.started': {
    ...NUMBER,
    summary: 'The owner of a number took back a stop by a keyword.',
    data: z.object({ channel: z.enum(NUMBER_CHANNELS) }),
    example: { channel: 'sms' },
  },
  'task.opened': {
    ...TASK,
    summary: 'A task was created: a step of a sequence waits for a person.',
    example: { ...taskExample, by: 'rex' },
  },
  'task.done': { ...TASK, summary: 'A person has taken a step.', example: taskExample },
  'task.skipped': {
    ...TASK,
    summary: 'A task was skipped: by a person, or because nobody did it in time.',
    example: { ...taskExample, by: 'rex' },
  },
});
