import { setTimeout as delay } from 'node:timers/promises';
import * as z from 'zod';
import { guildRoutes } from '../../../shared/guilds/contract/routes.ts';
import { taskRoutes } from '../../../shared/tasks/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { readPayload } from '../task-payload.ts';

const OVER: ReadonlySet<string> = new Set(['completed', 'failed', 'rejected', 'cancelled', 'escalated']);
const LOOK_EVERY_MS = 250;
const WAIT_MS = 60_000;

export const agentsRun = defineCommand({
  name: 'agents run',
  summary: 'Run an agent of the roster, and show what it found',
  details:
    'The run is a task: "rex tasks show" explains it. It waits up to a minute for the end; after that, or in a pause, it says the task.\n' +
    '"rex agents roster --json" shows the input of each agent, with an example.',
  examples: ['rex agents run alert-watcher', 'rex agents run subject-line-writer --input about.json'],
  positionals: ['agent'],
  input: z.strictObject({
    agent: value('AGENT', z.string(), '"rex agents roster" lists them'),
    input: value('FILE', z.string().optional(), 'JSON file with its input; - reads standard input'),
  }),
  async run(context, { agent, input }) {
    const connection = await connect(context);
    const body = { input: input === undefined ? {} : await readPayload(input, '--input') };
    const ordered = await call(connection, guildRoutes.runRosterAgent, {
      params: { name: agent },
      headers: {},
      body,
    });
    const show = () => call(connection, taskRoutes.getTask, { params: { id: ordered.id } });
    let task = await show();
    for (
      const until = Date.now() + WAIT_MS;
      !OVER.has(task.status) && Date.now() < until;
      task = await show()
    )
      await delay(LOOK_EVERY_MS);
    if (task.status === 'completed') return { json: task, text: JSON.stringify(task.result, null, 2) };
    const why = task.error ?? `It is ${task.status}.`;
    return { json: task, text: `${task.id}: ${why}`, exitCode: OVER.has(task.status) ? 1 : 0 };
  },
});
