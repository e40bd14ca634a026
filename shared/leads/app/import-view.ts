import type { ImportView } from '../contract/routes.ts';
import { unusedColumns } from '../domain/columns.ts';
import type { ImportRecord } from '../domain/import-record.ts';

export const importView = (record: ImportRecord): ImportView => ({
  id: record.id,
  kind: record.kind,
  fileName: record.fileName,
  state: record.state,
  reason: record.reason ?? null,
  progress: { chunks: record.chunks ?? null, done: record.done },
  counts: record.counts,
  notes: record.notes,
  unusedColumns: record.format ? unusedColumns(record.kind, record.format.header, record.mapping) : [],
  createdAt: record.createdAt,
  finishedAt: record.finishedAt ?? null,
});
