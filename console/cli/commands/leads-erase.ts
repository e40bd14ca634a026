import * as z from 'zod';
import { gdprRoutes } from '../../../shared/gdpr/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { leadIdIn } from '../lead-argument.ts';

export const leadsErase = defineCommand({
  name: 'leads erase',
  summary: 'Erase everything about a person, for good',
  details:
    'Records, events, mails and files; where others are named too, only the person is taken out. A keyed hash is left, so that\n' +
    'a later import of the address stays suppressed. This cannot be undone. Needs the role admin.',
  examples: ['rex leads erase someone@company.example --reason "Request of 3 May, ticket 4711"'],
  positionals: ['lead'],
  input: z.strictObject({
    lead: value('LEAD', z.string().min(1), 'The address or the id of a lead'),
    reason: value('TEXT', z.string().min(1), 'Why; it should not name the person'),
  }),
  async run(context, { lead, reason }) {
    const connection = await connect(context);
    const id = await leadIdIn(connection, lead);
    const erasure = await call(connection, gdprRoutes.eraseLead, { params: { id }, body: { reason } });
    return {
      json: erasure,
      text: `Nothing goes to this person any more. The erasure ${erasure.id} runs; "rex erasures list" shows when it is done.`,
    };
  },
});
