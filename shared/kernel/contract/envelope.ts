import * as z from 'zod';
import { instantSchema, workspaceIdSchema } from './common.ts';
import { EVENT_CHANNELS } from './event-channels.ts';

/** Who or what caused an event: `id` is the token subject of a person, or the name of a part of Rex. */
export const actorSchema = z.object({
  kind: z.enum(['user', 'rex', 'provider', 'recipient']),
  id: z.string(),
});

/**
 * An event: entry of the audit log, message of the outbox, and source for catch-up in one. `sequence` counts within the
 * aggregate, so a reader can tell a missing event from a quiet time. The catalogue has the schema of `data` by `name`.
 */
export const rexEventSchema = z.object({
  id: z.string().describe('Id of the event. A repeated delivery has the same id'),
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
