import * as z from 'zod';
import { newsletterRoutes } from '../../../shared/newsletter/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { leadField, newsletterField } from '../id-fields.ts';

export const newsletterRemove = defineCommand({
  name: 'newsletter remove',
  summary: 'Unsubscribe a person from a newsletter',
  examples: ['rex newsletter remove news l_0123456789abcdefghjk'],
  positionals: ['newsletter', 'lead'],
  input: z.strictObject({ newsletter: newsletterField, lead: leadField }),
  async run(context, { newsletter: id, lead }) {
    const done = await call(await connect(context), newsletterRoutes.removeSubscriber, {
      params: { id },
      body: { lead, forget: false },
    });
    return { json: done, text: `${done.lead} is unsubscribed.` };
  },
});
