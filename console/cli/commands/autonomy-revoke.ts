import * as z from 'zod';
import { autonomyRoutes } from '../../../shared/autonomy/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { trackFields } from '../id-fields.ts';

export const autonomyRevoke = defineCommand({
  name: 'autonomy revoke',
  summary: 'Take back what an agent has earned, and let it earn nothing until it may begin anew',
  examples: ['rex autonomy revoke --agent social --effect social.publish --segment x'],
  input: z.strictObject(trackFields),
  async run(context, body) {
    const answer = await call(await connect(context), autonomyRoutes.revokeAutonomy, { body });
    return { json: answer, text: answer.sentence };
  },
});
