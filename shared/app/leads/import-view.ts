import type { ImportView } from '../../contracts/http/leads.ts';
import type { ImportRecord } from '../../domain/leads/import-record.ts';

export const importView = (record: ImportRecord): ImportView => ({
  id: record.id,
  kind: record.kind,
  fileName: record.fileName,
  state: record.state,
  reason: record.reason ?? null,
  progress: { chunks: record.chunks ?? null, done: record.done },
  counts: record.counts,
  createdAt: record.createdAt,
  finishedAt: record.finishedAt ?? null,
});
