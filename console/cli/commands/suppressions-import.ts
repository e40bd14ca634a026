import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { leadRoutes } from '../../../shared/leads/contract/routes.ts';
import { call } from '../api-client.ts';
import { CliError } from '../cli-error.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { splitList } from '../split-list.ts';
import { channelsOf, globalField, scopeOf, suppressionFields } from '../suppression-fields.ts';

/** Characters of a file in one request. */
const PART = 100_000;
const INVALID_SHOWN = 20;

export const suppressionsImport = defineCommand({
  name: 'suppressions import',
  summary: 'Import a suppression list of SES, SendGrid, Mailchimp or your own',
  details:
    'Takes CSV with or without a header and JSON, with addresses, domains (@example.com) or hashes (MD5, SHA-256). It adds and\n' +
    'never removes; the same file again changes nothing. Rows that say nothing else get the reason of --reason. Temporary\n' +
    'failures (blocks of SendGrid with a status 4.x.x) suppress nobody and are listed as invalid.',
  examples: [
    'rex suppressions import bounces.csv --reason hard_bounce',
    'aws sesv2 list-suppressed-destinations > ses.json && rex suppressions import ses.json',
  ],
  positionals: ['file'],
  input: z.strictObject({
    file: value('FILE', z.string().min(1), 'A CSV or JSON file'),
    ...suppressionFields,
    global: globalField,
  }),
  async run(context, { file, reason, channel, global }) {
    const connection = await connect(context);
    const total = { rows: 0, added: 0, duplicate: 0, suppressedLeads: 0 };
    const invalid: { row: number; reason: string }[] = [];
    for (const part of splitList(await readText(file), PART)) {
      const done = await call(connection, leadRoutes.importSuppressions, {
        body: { ...part, reason, channels: channelsOf(channel), scope: scopeOf({ global }) },
      });
      total.rows += done.rows;
      total.added += done.added;
      total.duplicate += done.duplicate;
      total.suppressedLeads += done.suppressedLeads;
      invalid.push(...done.invalid);
    }
    const shown = invalid.slice(0, INVALID_SHOWN).map((each) => `\n  row ${each.row}: ${each.reason}`);
    const more = invalid.length > shown.length ? `\n  and ${invalid.length - shown.length} more` : '';
    return {
      json: { ...total, invalid },
      text:
        `${total.rows} rows: ${total.added} added, ${total.duplicate} were there, ${invalid.length} invalid. ` +
        `${total.suppressedLeads} leads were suppressed.${shown.join('')}${more}`,
    };
  },
});

/** UTF-8, or windows-1252 where it is not. @throws CliError FILE_UNREADABLE */
async function readText(file: string): Promise<string> {
  const bytes = await readFile(file).catch((cause: unknown): never => {
    throw new CliError('FILE_UNREADABLE', `${file} cannot be read.`, { cause });
  });
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
