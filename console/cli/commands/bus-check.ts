import * as z from 'zod';
import { operationRoutes } from '../../../shared/operations/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';

export const busCheck = defineCommand({
  name: 'bus check',
  summary: 'Whether events arrive, and how long they take: a question and its answer the whole way',
  details:
    'From the events table over its stream and the bus to a function, and the answer back. Fails after 10 s.',
  examples: ['rex bus check'],
  input: z.strictObject({}),
  async run(context) {
    const answer = await call(await connect(context), operationRoutes.checkBus, {});
    return { json: answer, text: `Asked and answered in ${answer.milliseconds} ms.` };
  },
});
