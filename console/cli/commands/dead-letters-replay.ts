import * as z from 'zod';
import { operationRoutes } from '../../../shared/operations/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { deadLetterField } from '../id-fields.ts';

export const deadLettersReplay = defineCommand({
  name: 'dead-letters replay',
  summary: 'Put a message back on its queue, once',
  examples: ['rex dead-letters replay 5f0c1a52-3d0b-4b38-9f0a-6c1f7a2d9e10'],
  positionals: ['message'],
  input: z.strictObject({ message: deadLetterField }),
  async run(context, { message: id }) {
    const letter = await call(await connect(context), operationRoutes.replayDeadLetter, { params: { id } });
    return { json: letter, text: `${letter.id} is back on ${letter.queue}.` };
  },
});
