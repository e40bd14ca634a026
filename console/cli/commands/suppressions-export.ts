import { writeFile } from 'node:fs/promises';
import * as z from 'zod';
import { leadRoutes } from '../../../shared/leads/contract/routes.ts';
import { SUPPRESSION_FORMATS } from '../../../shared/leads/contract/suppressions.ts';
import { call } from '../api-client.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { globalField, scopeOf } from '../suppression-fields.ts';

export const suppressionsExport = defineCommand({
  name: 'suppressions export',
  summary: 'Write the suppression list to a CSV file, as Rex, SES, SendGrid or Mailchimp reads it',
  details:
    'The formats of SES, SendGrid and Mailchimp know addresses only: hashes, domains and entries of other channels are left\n' +
    'out and counted. SES takes bounces and complaints only, since it would also keep receipts from people on its list.',
  examples: ['rex suppressions export list.csv', 'rex suppressions export ses.csv --format ses'],
  positionals: ['file'],
  input: z.strictObject({
    file: value('FILE', z.string().min(1), 'The file to write'),
    format: value(
      'FORMAT',
      z.enum(SUPPRESSION_FORMATS).default('rex'),
      `${SUPPRESSION_FORMATS.join(', ')} (rex)`,
    ),
    global: globalField,
  }),
  async run(context, { file, format, global }) {
    const connection = await connect(context);
    const lines: string[] = [];
    let header = '';
    let leftOut = 0;
    let cursor: string | undefined;
    do {
      const page = await call(connection, leadRoutes.exportSuppressions, {
        query: { format, scope: scopeOf({ global }), cursor },
      });
      header = page.header;
      lines.push(...page.lines);
      leftOut += page.leftOut;
      cursor = page.cursor ?? undefined;
    } while (cursor !== undefined);
    await writeFile(file, [...(header ? [header] : []), ...lines].map((line) => `${line}\n`).join(''));
    const left = leftOut > 0 ? ` ${leftOut} entries were left out, which this format cannot express.` : '';
    return {
      json: { file, format, written: lines.length, leftOut },
      text: `${lines.length} lines were written to ${file}.${left}`,
    };
  },
});
