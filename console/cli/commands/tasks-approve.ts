import * as z from 'zod';
import { taskRoutes } from '../../../shared/tasks/contract/routes.ts';
import { call } from '../api-client.ts';
import { CliError } from '../cli-error.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { taskField } from '../id-fields.ts';
import { seenDigest } from '../seen-digest.ts';
import { renderTask } from '../task-text.ts';
import { oneLine } from '../terminal/table.ts';

export const tasksApprove = defineCommand({
  name: 'tasks approve',
  summary: 'Approve exactly what a task would do',
  details:
    'With --digest, name the digest that "rex tasks show" printed: the approval is refused if the task would do anything else by now.\n' +
    'Without it, what the task would do is shown, and you are asked.',
  examples: [
    'rex tasks approve t_01jd8w5gk3q4v6x8z0a2c4e6g8',
    'rex tasks approve t_01jd8w5gk3q4v6x8z0a2c4e6g8 --digest 35lYAU6NbvJqGi-hAzmf7rJNuASMlHNDRMgQ4x6hqkA',
  ],
  positionals: ['task'],
  input: z.strictObject({
    task: taskField,
    digest: value('DIGEST', z.string().optional(), 'The digest that you saw'),
  }),
  async run(context, { task: id, digest: said }) {
    const connection = await connect(context);
    const digest = said ?? (await shownDigest());
    const approved = await call(connection, taskRoutes.approveTask, { params: { id }, body: { digest } });
    return { json: approved, text: `${id} is approved: ${oneLine(approved.effect?.summary ?? '')}` };

    async function shownDigest(): Promise<string> {
      const task = await call(connection, taskRoutes.getTask, { params: { id } });
      if (task.status !== 'awaiting_approval' || task.digest === null)
        throw new CliError(
          'CONFLICT',
          `${id} is ${task.status} and asks for no approval. Nothing was approved.`,
        );
      const [show, approve] = [`rex tasks show ${id}`, `rex tasks approve ${id}`];
      return seenDigest({ shown: renderTask(task), digest: task.digest, show, approve }, context);
    }
  },
});
