import * as z from 'zod';
import { stopText } from '../../../shared/missions/contract/still-sending.ts';
import { systemRoutes } from '../../../shared/operations/contract/system-routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';

export const pause = defineCommand({
  name: 'pause',
  summary: 'Pause the workspace: nothing more goes out until "rex resume"',
  examples: ['rex pause'],
  input: z.strictObject({}),
  async run(context) {
    const answer = await call(await connect(context), systemRoutes.pause, { body: {} });
    return { json: answer, text: stopText('Paused. Nothing more goes out until "rex resume".', answer) };
  },
});
