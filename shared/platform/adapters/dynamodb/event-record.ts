import * as z from 'zod';
import { EVENT_CHANNELS } from '../../../kernel/contract/event-channels.ts';
import { keepUnknown } from '../../../kernel/contract/tolerance.ts';
import type { RexEvent } from '../../../kernel/events.ts';

/** An event as it is stored. A newer version may use names of things, channels and actors that this one does not know. */
export const eventRecordSchema = z.object({
  id: z.string(),
  name: z.string(),
  schemaVersion: z.number().int(),
  channel: keepUnknown(z.enum(EVENT_CHANNELS)),
  workspace: z.string(),
  aggregate: z.object({ type: z.string(), id: z.string() }),
  sequence: z.number().int(),
  correlationId: z.string(),
  causationId: z.string().optional(),
  actor: z.object({ kind: keepUnknown(z.enum(['user', 'rex', 'provider', 'recipient'])), id: z.string() }),
  at: z.string(),
  data: z.record(z.string(), z.unknown()),
}) satisfies z.ZodType<RexEvent>;
