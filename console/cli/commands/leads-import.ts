import * as z from 'zod';
import { IMPORT_KINDS } from '../../../shared/leads/contract/routes.ts';
import { usageError } from '../cli-error.ts';
import { defineCommand, value, values } from '../command.ts';
import { connect } from '../context.ts';
import { createImport, finishImport, readUpload, upload } from '../import-file.ts';
import { renderImport, showImportProgress } from '../import-text.ts';
import { createTerminal } from '../terminal/terminal.ts';

export const leadsImport = defineCommand({
  name: 'leads import',
  summary: 'Import a CSV file of leads, or of their orders',
  details:
    'Columns are found by their names, in any order; say with --map where the names do not tell. The field "attributes" keeps\n' +
    'further columns, with | between their names or * for all, which "rex icp show" may learn from. The same file twice\n' +
    'changes nothing. What was not understood is told by column: those cells are left out, and never taken for a consent.\n' +
    'Name a column that holds opt-outs with --map optOut=COLUMN. Rows that cannot be used are listed with row number and\n' +
    'reason by the API (GET /api/leads/imports/{id}/rejections).',
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
    map: values('FIELD=COLUMN', z.array(z.string()).default([]), 'Which column holds a field of ours'),
    'date-order': value(
      'ORDER',
      z.enum(['day-first', 'month-first']).optional(),
      'How 03/04/2024 is meant, where no row of the column tells',
    ),
    country: value('CC', z.string().optional(), 'Country of leads that name none, such as DE'),
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
    return {
      json: finished,
      text: renderImport(finished),
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
