import * as z from 'zod';
import {
  importIdSchema,
  instantSchema,
  leadIdSchema,
  workspaceIdSchema,
} from '../../kernel/contract/common.ts';
import { refuseUnknown } from '../../kernel/contract/tolerance.ts';
import { IMPORT_KINDS, type ImportCounts, type ImportNote } from '../contract/routes.ts';
import { DAY_ORDERS } from './calendar-date.ts';
import { ENCODINGS } from './decode.ts';

/** A part of the file that a consumer reads by itself. Written once, before any part is read. */
export const chunkPlanSchema = z.object({
  /** Bytes [start, end) of the file. */
  start: z.number().int(),
  end: z.number().int(),
  /** Row number, as a spreadsheet counts, of the first row of the part. */
  firstRow: z.number().int(),
  /** Order files: how often orders of this part occur in earlier parts, by hash; orders that do not are absent. */
  repeats: z.record(z.string(), z.number().int()).default({}),
});
export type ChunkPlan = z.infer<typeof chunkPlanSchema>;

/** Findings about the whole file, so that every part is read the same way. */
const fileFormatSchema = z.object({
  encoding: refuseUnknown(z.enum(ENCODINGS)),
  delimiter: z.string(),
  header: z.array(z.string()).readonly(),
  /** Order of day and month in dates such as `03/04/2024`, by field. */
  dayOrders: z.record(z.string(), refuseUnknown(z.enum(DAY_ORDERS))).default({}),
  /** The decimal separator of amounts. */
  decimal: refuseUnknown(z.enum(['.', ','])).optional(),
});
export type FileFormat = z.infer<typeof fileFormatSchema>;

const count = z.number().int().default(0);
const countsSchema = z.object({
  rows: count,
  imported: count,
  unchanged: count,
  duplicates: count,
  rejected: count,
  invalidEmail: count,
  missingEmail: count,
  optedOut: count,
  roleAddress: count,
  unknownLead: count,
  flagged: count,
}) satisfies z.ZodType<ImportCounts>;

const noteSchema = z.object({
  field: z.string(),
  column: z.string(),
  message: z.string(),
  count: z.number().int(),
  rows: z.array(z.number().int()),
  samples: z.array(z.string()),
}) satisfies z.ZodType<ImportNote>;

export const importRecordSchema = z.object({
  workspace: workspaceIdSchema,
  id: importIdSchema,
  version: z.number().int().min(1),
  kind: refuseUnknown(z.enum(IMPORT_KINDS)),
  fileName: z.string(),
  fileKey: z.string(),
  mapping: z.record(z.string(), z.string()),
  defaultCountry: z.string().optional(),
  /** The order of day and month that a person gave for ambiguous dates. */
  dateOrder: refuseUnknown(z.enum(DAY_ORDERS)).optional(),
  state: refuseUnknown(z.enum(['AWAITING_UPLOAD', 'RUNNING', 'COMPLETED', 'FAILED'])),
  reason: z.string().optional(),
  format: fileFormatSchema.optional(),
  chunks: z.number().int().optional(),
  /** Finished chunks and the sum of their counts: both grow in the transaction that stores the result of a chunk. */
  done: z.number().int(),
  counts: countsSchema,
  /** The chunk that was the last to finish, so that one message tells of the end and not one from each that is late. */
  lastChunk: z.number().int().optional(),
  /** What was not understood, by column; known when all chunks are done. */
  notes: z.array(noteSchema).default([]),
  /** When the sweep checks whether the import is stuck; absent when nothing is left to do. */
  dueAt: instantSchema.optional(),
  /** How often the sweep has resumed it. */
  resumed: z.number().int(),
  createdAt: instantSchema,
  createdBy: z.string(),
  finishedAt: instantSchema.optional(),
});
export type ImportRecord = z.infer<typeof importRecordSchema>;

const rejectionSchema = z.object({ row: z.number().int(), code: z.string(), reason: z.string() });
export type Rejection = z.infer<typeof rejectionSchema>;

/** The result of one chunk; written once. */
export const chunkResultSchema = z.object({
  workspace: workspaceIdSchema,
  importId: importIdSchema,
  chunk: z.number().int(),
  version: z.number().int(),
  counts: countsSchema,
  rejections: z.array(rejectionSchema),
  notes: z.array(noteSchema).default([]),
});
export type ChunkResult = z.infer<typeof chunkResultSchema>;

export const lookAlikesSchema = z.object({
  version: z.number().int(),
  groups: z.array(z.object({ kind: z.string(), leads: z.array(leadIdSchema), reason: z.string() })),
});
export type LookAlikes = z.infer<typeof lookAlikesSchema>;

export const NO_COUNTS: ImportCounts = countsSchema.parse({});

/** The page of the lead index for the leads of a chunk. The pages of one import sort together, in the order of the file. */
export const indexPageOf = (importId: string, chunk: number): string =>
  `${importId}-${String(chunk).padStart(6, '0')}`;

/** The permanent name of a row, which is stored in the lead that it created. */
export const originOf = (importId: string, row: number): string => `${importId}#${row}`;
