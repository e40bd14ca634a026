import * as z from 'zod';
import { leadRoutes } from '../../../shared/leads/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { leadField } from '../id-fields.ts';

export const leadsSuppress = defineCommand({
  name: 'leads suppress',
  summary: 'Never contact a lead again, by any mission or channel',
  details: 'This cannot be undone. The id of a lead is in "rex leads list --email ADDRESS --json".',
  examples: ['rex leads suppress l_0123456789abcdefghjk --reason unsubscribe'],
  positionals: ['lead'],
  input: z.strictObject({
    lead: leadField,
    reason: value(
      'REASON',
      z.enum(['manual', 'legal', 'unsubscribe']).default('manual'),
      'Reason: manual, legal or unsubscribe',
    ),
  }),
  async run(context, { lead: id, reason }) {
    const lead = await call(await connect(context), leadRoutes.suppressLead, {
      params: { id },
      body: { reason },
    });
    return { json: lead, text: `${lead.id} gets nothing any more: ${lead.suppressed?.reason ?? reason}.` };
  },
});
