import * as z from 'zod';
import { operationRoutes } from '../../../shared/operations/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { deadLetterField } from '../id-fields.ts';

export const deadLettersDiscard = defineCommand({
  name: 'dead-letters discard',
  summary: 'Discard a dead letter; it stays on the list as discarded',
  examples: ['rex dead-letters discard 5f0c1a52-3d0b-4b38-9f0a-6c1f7a2d9e10'],
  positionals: ['message'],
  input: z.strictObject({ message: deadLetterField }),
  async run(context, { message: id }) {
    const letter = await call(await connect(context), operationRoutes.discardDeadLetter, { params: { id } });
    return { json: letter, text: `${letter.id} is given up; it came from ${letter.queue}.` };
  },
});
