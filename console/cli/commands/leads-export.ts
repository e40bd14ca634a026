import { writeFile } from 'node:fs/promises';
import * as z from 'zod';
import { gdprRoutes } from '../../../shared/gdpr/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { leadIdIn } from '../lead-argument.ts';

export const leadsExport = defineCommand({
  name: 'leads export',
  summary: 'Write everything that Rex holds on a person to a JSON file',
  details:
    'The profile with its provenance, orders, enrichments, messages, replies with their raw mails, what happened, consents and\n' +
    'suppression. For a request of the person by Art. 15 or 20 GDPR. Needs the role admin.',
  examples: ['rex leads export someone@company.example person.json'],
  positionals: ['lead', 'file'],
  input: z.strictObject({
    lead: value('LEAD', z.string().min(1), 'The address or the id of a lead'),
    file: value('FILE', z.string().min(1), 'The file to write'),
  }),
  async run(context, { lead, file }) {
    const connection = await connect(context);
    const id = await leadIdIn(connection, lead);
    const person = await call(connection, gdprRoutes.exportLead, { params: { id } });
    await writeFile(file, `${JSON.stringify(person, null, 2)}\n`, { mode: 0o600 });
    const kinds = Object.keys(person.records).length;
    return {
      json: { file, lead: id, kinds, messages: person.messages.length, events: person.events.length },
      text: `${kinds} kinds of records, ${person.messages.length} messages and ${person.events.length} events were written to ${file}.`,
    };
  },
});
