import * as z from 'zod';
import { instantSchema, workspaceIdSchema } from './common.ts';
import { EVENT_CHANNELS } from './event-channels.ts';

/** Who or what caused an event: a person by subject, or a part of Rex by name. */
export const actorSchema = z.object({
  kind: z.enum(['user', 'rex', 'provider', 'recipient']),
  id: z.string(),
});

/**
 * One thing that happened: audit log, outbox, and source for catch-up in one. `sequence` counts within the
 * aggregate, so a reader can tell a gap from a quiet time; `data` is what the catalogue says for `name`.
 */
export const rexEventSchema = z.object({
  id: z.string().describe('A repeat of an event has the same id'),
  name: z.string(),
  schemaVersion: z.number().int(),
  channel: z.enum(EVENT_CHANNELS),
  workspace: workspaceIdSchema,
  aggregate: z.object({ type: z.string(), id: z.string() }),
  sequence: z.number().int(),
  correlationId: z.string().describe('Id of the request that started the work'),
  causationId: z.string().optional().describe('Id of the message or request that caused this event'),
  actor: actorSchema,
  at: instantSchema,
  data: z.record(z.string(), z.unknown()),
});
