import * as z from 'zod';
import { autonomyRoutes } from '../../../shared/autonomy/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { trackFields } from '../id-fields.ts';

export const autonomyBeginAnew = defineCommand({
  name: 'autonomy begin-anew',
  summary: 'Forget the record of an agent, good and bad, for example because it was changed',
  examples: ['rex autonomy begin-anew --agent social --effect social.publish --segment x'],
  input: z.strictObject(trackFields),
  async run(context, body) {
    const answer = await call(await connect(context), autonomyRoutes.beginAutonomyAnew, { body });
    return { json: answer, text: answer.sentence };
  },
});
