import * as z from 'zod';
import { roleSchema, workspaceIdSchema } from '../contracts/common.ts';

/** What is not there may be left out, or be null: gateways differ. */
const texts = z
  .record(z.string(), z.string())
  .nullish()
  .transform((values) => values ?? {});

/** What Rex reads of an API Gateway HTTP API event, payload format 2.0. */
export const httpEventSchema = z.object({
  headers: texts,
  /** As it came: what a signature may be over. */
  rawQueryString: z
    .string()
    .nullish()
    .transform((query) => query ?? ''),
  queryStringParameters: texts,
  pathParameters: texts,
  body: z
    .string()
    .nullish()
    .transform((text) => text ?? undefined),
  isBase64Encoded: z.boolean().default(false),
  requestContext: z.object({
    requestId: z.string().default('unknown'),
    http: z.object({ method: z.string(), path: z.string() }),
    authorizer: z
      .object({ lambda: z.unknown() })
      .nullish()
      .transform((said) => said ?? undefined),
  }),
});
export type HttpEvent = z.infer<typeof httpEventSchema>;

export const callerSchema = z.object({
  workspace: workspaceIdSchema,
  role: roleSchema,
  /** Who it is, as the issuer of the token names them. */
  subject: z.string().min(1),
});
export type Caller = z.infer<typeof callerSchema>;

/** What the authorizer says of a request in the place of a caller. */
export const refusalSchema = z.object({ refused: z.enum(['UNAUTHENTICATED', 'PROVIDER_UNAVAILABLE']) });
export type Refusal = z.infer<typeof refusalSchema>;

const CORRELATION_ID = /^[\w.:-]{1,100}$/;

/** The client's own `x-correlation-id` where it sent a usable one, else the id of the request. */
export function correlationIdOf(event: HttpEvent): string {
  const given = event.headers['x-correlation-id'] ?? '';
  return CORRELATION_ID.test(given) ? given : event.requestContext.requestId;
}
