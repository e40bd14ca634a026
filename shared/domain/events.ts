import * as z from 'zod';
import { instantSchema, workspaceIdSchema } from '../contracts/common.ts';
import { CHANNELS } from '../contracts/messages/realtime.ts';

/** Who or what caused an event: a person by subject, or a part of Rex by name. */
const actorSchema = z.object({
  kind: z.enum(['user', 'rex', 'provider', 'recipient']),
  id: z.string(),
});
export type Actor = z.infer<typeof actorSchema>;

/**
 * One thing that happened: audit log, outbox, and source for catch-up in one. `sequence` counts within the
 * aggregate, so a reader can tell a gap from a quiet time.
 */
export const rexEventSchema = z.object({
  id: z.string(),
  name: z.string(),
  schemaVersion: z.number().int(),
  channel: z.enum(CHANNELS),
  workspace: workspaceIdSchema,
  aggregate: z.object({ type: z.string(), id: z.string() }),
  sequence: z.number().int(),
  correlationId: z.string(),
  causationId: z.string().optional(),
  actor: actorSchema,
  at: instantSchema,
  data: z.record(z.string(), z.unknown()),
});
export type RexEvent = z.infer<typeof rexEventSchema>;

export const REX: Actor = { kind: 'rex', id: 'rex' };
