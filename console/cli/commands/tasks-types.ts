import * as z from 'zod';
import { taskRoutes } from '../../../shared/tasks/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { oneLine } from '../terminal/table.ts';

export const tasksTypes = defineCommand({
  name: 'tasks types',
  summary: 'What tasks can do, with an example of each payload',
  details: '--json has the JSON Schema of each payload.',
  examples: ['rex tasks types', 'rex tasks types --json'],
  input: z.strictObject({}),
  async run(context) {
    const answer = await call(await connect(context), taskRoutes.listTaskTypes, {});
    const parts = answer.types.map(
      ({ type, summary, example }) => `${type}: ${oneLine(summary)}\n${JSON.stringify(example, null, 2)}`,
    );
    return { json: answer, text: parts.join('\n\n') };
  },
});
