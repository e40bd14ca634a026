import * as z from 'zod';
import { callerRoleSchema, roleSchema, workspaceIdSchema } from '../../kernel/contract/common.ts';

/** API Gateway leaves out what a request does not have; others that speak its format send null. */
const texts = z
  .record(z.string(), z.string().nullish())
  .nullish()
  .transform((given) => {
    const known = Object.entries(given ?? {}).filter((entry): entry is [string, string] => entry[1] != null);
    return Object.fromEntries(known);
  });
/** Names of headers are the same in any case. */
const headers = texts.transform((given) =>
  Object.fromEntries(Object.entries(given).map(([name, value]) => [name.toLowerCase(), value])),
);

/** What Rex reads of an API Gateway HTTP API event, payload format 2.0. */
export const httpEventSchema = z.object({
  headers,
  /** As it came: what a signature may be over. */
  rawQueryString: z
    .string()
    .nullish()
    .transform((given) => given ?? ''),
  queryStringParameters: texts,
  pathParameters: texts,
  body: z
    .string()
    .nullish()
    .transform((given) => given ?? undefined),
  isBase64Encoded: z
    .boolean()
    .nullish()
    .transform((given) => given ?? false),
  requestContext: z.object({
    requestId: z.string().default('unknown'),
    http: z.object({ method: z.string(), path: z.string(), sourceIp: z.string().nullish() }),
    authorizer: z
      .object({ lambda: z.unknown() })
      .nullish()
      .transform((said) => said ?? undefined),
  }),
});
export type HttpEvent = z.infer<typeof httpEventSchema>;

export const callerSchema = z.object({
  workspace: workspaceIdSchema,
  role: callerRoleSchema,
  /** Who it is, as the issuer of the token names them. */
  subject: z.string().min(1),
  /** Absent where the token has none. */
  email: z.email().optional().catch(undefined),
});
export type Caller = z.infer<typeof callerSchema>;
const personSchema = callerSchema.extend({ role: roleSchema });
/** A caller of a route that is for people alone. */
export type Person = z.infer<typeof personSchema>;

/** Somebody who has signed in. Without a workspace they are a member of none, or of none that they asked for. */
export const signedInSchema = personSchema.partial({ workspace: true, role: true });
export type SignedIn = z.infer<typeof signedInSchema>;

/** What the authorizer says of a request in the place of a caller. */
export const refusalSchema = z.object({ refused: z.enum(['UNAUTHENTICATED', 'PROVIDER_UNAVAILABLE']) });
export type Refusal = z.infer<typeof refusalSchema>;

const CORRELATION_ID = /^[\w.:-]{1,100}$/;

/** The client's own `x-correlation-id` where it sent a usable one, else the id of the request. */
export function correlationIdOf(event: HttpEvent): string {
  const given = event.headers['x-correlation-id'] ?? '';
  return CORRELATION_ID.test(given) ? given : event.requestContext.requestId;
}
