import * as z from 'zod';
import { taskRoutes } from '../../../shared/tasks/contract/routes.ts';
import { call } from '../api-client.ts';
import { usageError } from '../cli-error.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { payloadFields } from '../payload-text.ts';
import { oneLine } from '../terminal/table.ts';

export const tasksTypes = defineCommand({
  name: 'tasks types',
  summary: 'What tasks can do, with an example of each payload',
  details: 'With a TYPE, every field of its payload. --json has the JSON Schema of each.',
  examples: ['rex tasks types', 'rex tasks types ads.change', 'rex tasks types --json'],
  positionals: ['type'],
  input: z.strictObject({ type: value('TYPE', z.string().optional(), 'Only this one, with its fields') }),
  async run(context, { type: asked }) {
    const answer = await call(await connect(context), taskRoutes.listTaskTypes, {});
    const types = answer.types.filter(({ type }) => asked === undefined || type === asked);
    if (types.length === 0)
      throw usageError(`TYPE is none of ${answer.types.map(({ type }) => type).join(', ')}.`);
    const parts = types.map(({ type, summary, example, payload }) =>
      [
        `${type}: ${oneLine(summary)}`,
        JSON.stringify(example, null, 2),
        ...(asked === undefined ? [] : ['', payloadFields(payload)]),
      ].join('\n'),
    );
    return { json: asked === undefined ? answer : { types }, text: parts.join('\n\n') };
  },
});
