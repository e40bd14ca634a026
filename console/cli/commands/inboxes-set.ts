import * as z from 'zod';
import { resourceRoutes } from '../../../shared/allocation/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { inboxField } from '../inbox-field.ts';

export const inboxesSet = defineCommand({
  name: 'inboxes set',
  summary: 'Add an inbox to a domain, or change its daily cap',
  examples: ['rex inboxes set ann@mail.acme.example --daily-cap 30'],
  positionals: ['inbox'],
  input: z.strictObject({
    inbox: inboxField,
    'daily-cap': value('N', z.coerce.number().int().optional(), 'Most e-mails a day (50)'),
  }),
  async run(context, { inbox: { domain: id, name }, 'daily-cap': dailyCap }) {
    const inbox = await call(await connect(context), resourceRoutes.setInbox, {
      params: { id },
      body: { name, dailyCap },
    });
    return { json: inbox, text: `${name}@${id} may send ${inbox.dailyCap} e-mails a day.` };
  },
});
