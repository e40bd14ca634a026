import { z } from 'zod';
import { importIdSchema, instantSchema, leadIdSchema, workspaceIdSchema } from '../../contracts/common.ts';
import { IMPORT_KINDS, importCountsSchema } from '../../contracts/http/leads.ts';

/** A part of the file that a consumer reads by itself: bytes [start, end), and the row number of its first row. */
export const chunkPlanSchema = z.object({ start: z.number().int(), end: z.number().int(), firstRow: z.number().int() });

export const importRecordSchema = z.object({
  workspace: workspaceIdSchema,
  id: importIdSchema,
  version: z.number().int().min(1),
  kind: z.enum(IMPORT_KINDS),
  fileName: z.string(),
  fileKey: z.string(),
  mapping: z.record(z.string(), z.string()),
  defaultCountry: z.string().optional(),
  state: z.enum(['AWAITING_UPLOAD', 'RUNNING', 'COMPLETED', 'FAILED']),
  reason: z.string().optional(),
  /** What the reading of the head of the file found, so that every chunk is read the same way. */
  format: z.object({ encoding: z.string(), delimiter: z.string(), header: z.array(z.string()) }).optional(),
  chunks: z.array(chunkPlanSchema).optional(),
  counts: importCountsSchema,
  createdAt: instantSchema,
  createdBy: z.string(),
  finishedAt: instantSchema.optional(),
});
export type ImportRecord = z.infer<typeof importRecordSchema>;

export const rejectionSchema = z.object({ row: z.number().int(), code: z.string(), reason: z.string() });

/** What one chunk came to; written once. */
export const chunkResultSchema = z.object({
  workspace: workspaceIdSchema,
  importId: importIdSchema,
  chunk: z.number().int(),
  version: z.number().int(),
  counts: importCountsSchema,
  rejections: z.array(rejectionSchema),
});
export type ChunkResult = z.infer<typeof chunkResultSchema>;

export const lookAlikesSchema = z.object({
  version: z.number().int(),
  groups: z.array(z.object({ kind: z.string(), leads: z.array(leadIdSchema), reason: z.string() })),
});
export type LookAlikes = z.infer<typeof lookAlikesSchema>;
