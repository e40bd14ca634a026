import * as z from 'zod';
import { operationRoutes } from '../../../shared/operations/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';

export const busCheck = defineCommand({
  name: 'bus check',
  summary: 'Check whether events arrive, and how long they take, with one question and its answer',
  details:
    'The question goes from the events table over its stream and the bus to a function, and the answer comes back. Fails after 10 s.',
  examples: ['rex bus check'],
  input: z.strictObject({}),
  async run(context) {
    const answer = await call(await connect(context), operationRoutes.checkBus, {});
    return { json: answer, text: `Asked and answered in ${answer.milliseconds} ms.` };
  },
});
