import type { ImportView } from '../../shared/leads/contract/routes.ts';
import { coarseProgress, number, renderBar } from './terminal/progress-bar.ts';
import { renderFacts } from './terminal/table.ts';
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

export function renderImport(view: ImportView): string {
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
    ...notesOf(view),
  ].join('\n');
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
