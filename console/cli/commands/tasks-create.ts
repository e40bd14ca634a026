import * as z from 'zod';
import { createTaskBodySchema, taskRoutes } from '../../../shared/tasks/contract/routes.ts';
import { TASK_PRIORITIES } from '../../../shared/tasks/contract/task.ts';
import { call } from '../api-client.ts';
import { refusedBody } from '../cli-error.ts';
import { defineCommand, flag, value } from '../command.ts';
import { connect } from '../context.ts';
import { payloadField, readPayload } from '../task-payload.ts';

export const tasksCreate = defineCommand({
  name: 'tasks create',
  summary: 'Create a task, which is done when it is due, by itself or after an approval',
  details:
    '"rex tasks types" lists the types with an example of each, and "rex tasks types TYPE" all fields of its payload. "rex tasks show" says what it would do and waits for.',
  examples: [
    'rex tasks create seo.audit --title "Look at our home page" --payload page.json',
    'rex tasks create seo.audit --title "All pages" --payload - --due 2026-12-01T09:00:00Z',
  ],
  positionals: ['type'],
  input: z.strictObject({
    type: value('TYPE', z.string(), 'Such as seo.audit; "rex tasks types" lists them'),
    title: value('TEXT', z.string(), 'Title, for people'),
    payload: payloadField,
    description: value('TEXT', z.string().optional(), 'Description, for people'),
    agent: value('NAME', z.string().optional(), 'The agent that it is assigned to'),
    priority: value(
      'PRIORITY',
      z.enum(TASK_PRIORITIES).optional(),
      `One of ${TASK_PRIORITIES.join(', ')} (normal)`,
    ),
    due: value('INSTANT', z.string().optional(), 'It is not done before, such as 2026-12-01T09:00:00Z'),
    mission: value('MISSION', z.string().optional(), 'The mission that it belongs to'),
    'dry-run': flag('Everything happens but the effect'),
  }),
  async run(context, input) {
    const body = createTaskBodySchema.safeParse({
      type: input.type,
      title: input.title,
      payload: await readPayload(input.payload),
      description: input.description,
      agent: input.agent,
      priority: input.priority,
      dueAt: input.due,
      missionId: input.mission,
      dryRun: input['dry-run'],
    });
    if (!body.success) throw refusedBody(body.error.issues);
    const task = await call(await connect(context), taskRoutes.createTask, { body: body.data, headers: {} });
    return { json: task, text: task.id };
  },
});
