import type { z } from 'zod';
import { RexError } from '../../kernel/errors.ts';
import type { ImportPreview, leadRoutes } from '../contract/routes.ts';
import {
  KEEP,
  keptColumns,
  LEAD_FIELDS,
  type LeadColumns,
  mapLeadColumns,
  mapOrderColumns,
  ORDER_FIELDS,
  recognizeLeadColumns,
  recognizeOrderColumns,
} from '../domain/columns.ts';
import type { ConsentColumn } from '../domain/consent-columns.ts';
import { parseCsvPart } from '../domain/csv.ts';
import { decodeText } from '../domain/decode.ts';
import { refuseBinary } from '../domain/file-head.ts';
import { findHeaderRow } from '../domain/header-row.ts';
import { checkMapping } from '../domain/import-fields.ts';
import { asksForNoContact } from '../domain/note-opt-out.ts';
import { inertLine } from '../domain/text-fields.ts';

const SAMPLES = 3;
const SAMPLE_LETTERS = 80;
const HEADER_LETTERS = 200;

type PreviewBody = z.infer<(typeof leadRoutes)['previewImport']['body']>;

/** What each column of a file is for. */
interface Recognized {
  readonly fieldAt: ReadonlyMap<number, string>;
  readonly consents: readonly ConsentColumn[];
  readonly kept: ReadonlySet<number>;
}

/**
 * What an import would make of a file, by its first rows: with the same rules as the import itself.
 * @throws RexError VALIDATION_FAILED when it is no text, or the mapping names what is not there
 */
export function previewImport({ kind, head, mapping }: PreviewBody): ImportPreview {
  checkMapping(kind, mapping);
  const bytes = Buffer.from(head, 'base64');
  refuseBinary(bytes, bytes.length);
  const { text } = decodeText(bytes);
  const { header, delimiter, above, end } = findHeaderRow(text, Object.values(mapping));
  const rows = parseCsvPart(text.slice(end), { delimiter, columns: header.length, firstRow: above + 2 });
  const { fieldAt, consents, kept } = recognize(kind, header, mapping);
  return {
    columns: header.map((name, at) => ({
      header: inertLine(name, HEADER_LETTERS).text,
      field: fieldAt.get(at) ?? null,
      consent: meaningOf(consents.find((each) => each.at === at)),
      kept: kept.has(at),
      noContact:
        kind === 'leads' && fieldAt.get(at) === 'notes'
          ? rows.filter((row) => row.ok && asksForNoContact(row.cells[at] ?? '')).length
          : 0,
      samples: samplesOf(rows.flatMap((row) => (row.ok ? [row.cells[at] ?? ''] : []))),
    })),
    fields: [...(kind === 'leads' ? LEAD_FIELDS : ORDER_FIELDS)],
    rows: rows.length,
    problem: problemOf(kind, header, mapping),
  };
}

function recognize(
  kind: PreviewBody['kind'],
  header: readonly string[],
  { [KEEP]: keep, ...overrides }: Readonly<Record<string, string>>,
): Recognized {
  const columns: LeadColumns | undefined =
    kind === 'leads' ? recognizeLeadColumns(header, overrides) : undefined;
  const { consents = [], ...leadFields } = columns ?? {};
  const fields = columns === undefined ? recognizeOrderColumns(header, overrides) : leadFields;
  const kept = columns === undefined ? [] : keptColumns(header, columns, keep);
  return {
    fieldAt: new Map(Object.entries(fields).map(([field, at]) => [at, field])),
    consents,
    kept: new Set(kept.map(({ at }) => at)),
  };
}

const meaningOf = (column: ConsentColumn | undefined): ImportPreview['columns'][number]['consent'] =>
  column === undefined ? null : column.direction === 'opt_out_if_set' ? 'opt_out' : column.direction;

const samplesOf = (cells: readonly string[]): string[] =>
  [...new Set(cells.map((cell) => inertLine(cell, SAMPLE_LETTERS).text))]
    .filter((cell) => cell !== '')
    .slice(0, SAMPLES);

function problemOf(
  kind: PreviewBody['kind'],
  header: readonly string[],
  { [KEEP]: _, ...overrides }: Readonly<Record<string, string>>,
): string | null {
  try {
    if (kind === 'leads') mapLeadColumns(header, overrides);
    else mapOrderColumns(header, overrides);
    return null;
  } catch (error) {
    if (error instanceof RexError) return error.message;
    throw error;
  }
}
