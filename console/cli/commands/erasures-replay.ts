import * as z from 'zod';
import { gdprRoutes } from '../../../shared/gdpr/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';

export const erasuresReplay = defineCommand({
  name: 'erasures replay',
  summary: 'After a restore from a backup: erase again whoever was erased before',
  details:
    'Run it before anything is sent: until then a restored lead is a lead as any other. Needs the role admin.',
  examples: ['rex erasures replay'],
  input: z.strictObject({}),
  async run(context) {
    const done = await call(await connect(context), gdprRoutes.replayErasures, {});
    return { json: done, text: `${done.erasures} erasures are done again where somebody came back.` };
  },
});
