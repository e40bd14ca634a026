import * as z from 'zod';
import { newsletterRoutes } from '../../../shared/newsletter/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { leadField, newsletterField } from '../id-fields.ts';

export const newsletterForget = defineCommand({
  name: 'newsletter forget',
  summary: 'Unsubscribe a person, and keep nothing of them',
  details:
    'Not even that they unsubscribed is kept: for who wants to be erased and is no lead. "rex leads erase" erases a lead.',
  examples: ['rex newsletter forget news l_0123456789abcdefghjk'],
  positionals: ['newsletter', 'lead'],
  input: z.strictObject({ newsletter: newsletterField, lead: leadField }),
  async run(context, { newsletter: id, lead }) {
    const done = await call(await connect(context), newsletterRoutes.removeSubscriber, {
      params: { id },
      body: { lead, forget: true },
    });
    return { json: done, text: `${done.lead} is forgotten.` };
  },
});
