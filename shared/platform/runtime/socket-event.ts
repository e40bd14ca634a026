import * as z from 'zod';
import { callerSchema } from './http-event.ts';

/** What Rex reads of a WebSocket event: every route is told what the authorizer said at `$connect`. */
export const socketEventSchema = z.object({
  body: z
    .string()
    .nullish()
    .transform((given) => given ?? ''),
  requestContext: z.object({ connectionId: z.string(), authorizer: callerSchema }),
});

export const OK = { statusCode: 200 } as const;
