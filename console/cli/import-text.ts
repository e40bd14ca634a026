import type { z } from 'zod';
import type { ImportView, leadRoutes } from '../../shared/leads/contract/routes.ts';
import { coarseProgress, number, renderBar } from './terminal/progress-bar.ts';
import { oneLine, renderFacts } from './terminal/table.ts';
import type { Terminal } from './terminal/terminal.ts';

export function showImportProgress(terminal: Terminal, view: ImportView): void {
  const { chunks, done } = view.progress;
  const bar = {
    label: view.kind,
    done,
    total: chunks ?? undefined,
    note: view.counts.rows > 0 ? `${number(view.counts.rows)} rows` : undefined,
  };
  terminal.live([renderBar(bar)], `Import of ${coarseProgress(bar)}`);
}

type Rejection = z.output<typeof leadRoutes.listImportRows.success.schema>['rejections'][number];

/** `rejections`: the first rows that were rejected; not necessarily all. */
export function renderImport(view: ImportView, rejections: readonly Rejection[] = []): string {
  const { id, fileName, state, reason, kind, counts } = view;
  const rows: [string, number][] = [
    ['rows', counts.rows],
    [kind === 'leads' ? 'new leads' : 'new orders', counts.imported],
    ['known already', counts.unchanged],
    ['duplicates, merged', counts.duplicates],
    ['rejected', counts.rejected],
    ['  no address', counts.missingEmail],
    ['  unusable address', counts.invalidEmail],
    ['opted out', counts.optedOut],
    ['role addresses', counts.roleAddress],
    ['of unknown leads', counts.unknownLead],
    ['to be looked at', counts.flagged],
  ];
  return [
    `${fileName}: ${state}${reason === null ? '' : `. ${reason}`} (${id})`,
    renderFacts(
      rows.filter(([name, count]) => count > 0 || name === 'rows').map(([name, n]) => [name, number(n)]),
    ),
    ...rejectionsOf(rejections, counts.rejected),
    ...notesOf(view),
  ].join('\n');
}

const MOST_REASONS = 10;
const MOST_ROWS = 5;

/** Why rows were rejected, in the order of the file: rows with the same reason together. */
function rejectionsOf(rejections: readonly Rejection[], rejected: number): string[] {
  const told = [...Map.groupBy(rejections, ({ reason }) => reason)].slice(0, MOST_REASONS);
  const left = rejected - told.reduce((sum, [, rows]) => sum + rows.length, 0);
  return [
    ...(told.length > 0 ? ['Rejected:'] : []),
    ...told.map(([reason, rows]) => {
      const named = rows.slice(0, MOST_ROWS).map(({ row }) => row);
      const more = rows.length - named.length;
      return `  Row ${named.join(', ')}${more > 0 ? ` and ${number(more)} more` : ''}: ${oneLine(reason)}`;
    }),
    ...(told.length > 0 && left > 0
      ? [`  and ${number(left)} more: the page of this import in the console lists all.`]
      : []),
  ];
}

const MOST_UNUSED = 20;

/** What was left out: the cells that were not understood, and the columns that no field takes. */
function notesOf({ notes, unusedColumns }: ImportView): string[] {
  const told = notes.map(
    ({ column, field, message, count, rows, samples }) =>
      `  "${column}" (${field}), ${number(count)} ${count === 1 ? 'row' : 'rows'}: ${message}. ` +
      `Row ${rows.join(', ')}${count > rows.length ? ', ...' : ''}; such as ${samples.map((each) => JSON.stringify(each)).join(', ')}`,
  );
  const left = unusedColumns.slice(0, MOST_UNUSED).map((name) => `"${name}"`);
  const more = unusedColumns.length - left.length;
  return [
    ...(told.length > 0 ? ['Not understood:', ...told] : []),
    ...(left.length > 0
      ? [`Columns not read: ${left.join(', ')}${more > 0 ? ` and ${more} more` : ''}`]
      : []),
  ];
}
