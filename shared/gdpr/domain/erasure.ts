import * as z from 'zod';
import { instantSchema, workspaceIdSchema } from '../../kernel/contract/common.ts';
import { refuseUnknown } from '../../kernel/contract/tolerance.ts';
import { ERASURE_STATES } from '../contract/routes.ts';

/** What names a person, kept only while the erasure runs. */
const personSchema = z.object({
  leadId: z.string(),
  /** What stands for the lead in records that are kept for others or for counts. */
  pseudonym: z.string(),
  /** Addresses, telephone number, profile, full name: erased wherever they stand. */
  texts: z.array(z.string()),
  /** Parts of a name, company, street: erased only in what is about the person. */
  values: z.array(z.string()),
});
export type Person = z.infer<typeof personSchema>;

/** The work on one person, in this order. `records` is done twice: others may have written while it ran. */
export const PHASES = ['records', 'events', 'files', 'again'] as const;

/**
 * The work on one person; afterwards, that somebody was erased. It is in a table of its own, so that a restore of the others
 * forgets no erasure.
 */
export const erasureSchema = z.object({
  workspace: workspaceIdSchema,
  /** The pseudonym of the lead. */
  id: z.string(),
  version: z.number().int().min(1),
  /** Keyed hash of the address, by which it is suppressed. */
  addressHash: z.string(),
  state: refuseUnknown(z.enum(ERASURE_STATES)),
  reason: z.string(),
  requestedBy: z.string(),
  requestedAt: instantSchema,
  finishedAt: instantSchema.optional(),
  person: personSchema.optional(),
  phase: refuseUnknown(z.enum(PHASES)).default('records'),
  /** Where the phase goes on. */
  cursor: z.string().optional(),
  counts: z
    .object({ deleted: z.number().int(), rewritten: z.number().int(), files: z.number().int() })
    .default({ deleted: 0, rewritten: 0, files: 0 }),
});
export type Erasure = z.infer<typeof erasureSchema>;

/** What one page of a phase came to. */
export interface Progress {
  readonly counts: Partial<Erasure['counts']>;
  /** Where the phase goes on; null at its end. */
  readonly cursor: string | null;
  /** Something is still in use: the same page again, after so many seconds. */
  readonly againIn?: number;
}
