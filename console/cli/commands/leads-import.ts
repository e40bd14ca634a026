import * as z from 'zod';
import { IMPORT_KINDS, leadRoutes } from '../../../shared/leads/contract/routes.ts';
import { usageError } from '../cli-error.ts';
import { defineCommand, value, values } from '../command.ts';
import { connect } from '../context.ts';
import { createImport, finishImport, readUpload, rejectedRows, upload } from '../import-file.ts';
import { renderImport, showImportProgress } from '../import-text.ts';
import { createTerminal } from '../terminal/terminal.ts';

export const leadsImport = defineCommand({
  name: 'leads import',
  summary: 'Import a CSV file of leads, or of their orders',
  details:
    'Rex finds columns by their names, in any order; use --map for names that it does not know. The field "attributes" keeps\n' +
    'further columns, separated by | or * for all, which the ideal customer profile may learn from. Importing the same file\n' +
    'again changes nothing. The result lists, by column, the cells that Rex did not understand and left out, and the first\n' +
    'rejected rows with their reasons; the API lists all of them (GET /api/leads/imports/{id}/rejections).\n' +
    'Name a column of opt-outs with --map optOut=COLUMN.',
  examples: [
    'rex leads import leads.csv',
    'rex leads import orders.csv --kind orders',
    'rex leads import crm.csv --map outcome=Won --map attributes="*"',
    'rex leads import us-orders.csv --kind orders --date-order month-first',
    'rex leads import export.csv --map email="Primary contact" --country DE',
  ],
  positionals: ['file'],
  input: z.strictObject({
    file: value('FILE', z.string().min(1), 'A CSV file'),
    kind: value('KIND', z.enum(IMPORT_KINDS).default('leads'), 'leads or orders (leads)'),
    map: values('FIELD=COLUMN', z.array(z.string()).default([]), 'The column that holds a field of Rex'),
    'date-order': value(
      'ORDER',
      z.enum(['day-first', 'month-first']).optional(),
      'Order of day and month in 03/04/2024 (day-first or month-first), if no row of the column shows it',
    ),
    country: value(
      'CC',
      leadRoutes.createImport.body.shape.defaultCountry,
      'Country of leads without one, such as DE',
    ),
  }),
  async run(context, { file, kind, map, country, 'date-order': dateOrder }) {
    const mapping = Object.fromEntries(map.map(parseMapping));
    const bytes = await readUpload(file);
    const connection = await connect(context);
    const terminal = createTerminal(context.streams.stderr);
    const created = await createImport(connection, {
      kind,
      file,
      mapping,
      defaultCountry: country,
      dateOrder,
    });
    await upload(created.upload, bytes, context.signal);
    const finished = await finishImport(connection, created.import.id, {
      signal: context.signal,
      onProgress: (view) => showImportProgress(terminal, view),
    });
    terminal.settle();
    const rejections = await rejectedRows(connection, finished);
    return {
      json: { ...finished, rejections },
      text: renderImport(finished, rejections),
      exitCode: finished.state === 'COMPLETED' ? 0 : 1,
    };
  },
});

function parseMapping(text: string): [string, string] {
  const at = text.indexOf('=');
  if (at <= 0 || at === text.length - 1) {
    throw usageError(`--map takes FIELD=COLUMN, such as --map email="Primary contact"; not "${text}".`);
  }
  return [text.slice(0, at), text.slice(at + 1)];
}
