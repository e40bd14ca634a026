import * as z from 'zod';
import type { RouteContract } from '../contracts/http/route.ts';
import { type FieldProblem, RexError } from '../kernel/errors.ts';
import { type Caller, callerSchema, type HttpEvent, refusalSchema } from './http-event.ts';
import { fieldProblems } from './problems.ts';

const MAX_BODY_BYTES = 256 * 1024;
const JSON_TYPE = /^application\/([\w.+-]+\+)?json\s*(;|$)/i;

/**
 * Who calls, when they may call this route.
 * @throws RexError UNAUTHENTICATED without an identity, PROVIDER_UNAVAILABLE when nobody can tell, NOT_FOUND for a person in no role of a workspace (they are
 * not told what is there), FORBIDDEN when the role is not enough.
 */
export function callerOf(event: HttpEvent, route: RouteContract): Caller | undefined {
  if (route.roles === 'public' || route.roles === 'signed') return undefined;
  const context = event.requestContext.authorizer?.lambda;
  if (refusalSchema.safeParse(context).data?.refused === 'PROVIDER_UNAVAILABLE') {
    throw new RexError('PROVIDER_UNAVAILABLE', 'Whoever issues the tokens does not answer.');
  }
  if (!z.object({ subject: z.string().min(1) }).safeParse(context).success) {
    throw new RexError('UNAUTHENTICATED', 'Send a valid token as "Authorization: Bearer ...".');
  }
  const caller = callerSchema.safeParse(context);
  if (!caller.success) throw new RexError('NOT_FOUND', 'There is nothing here.');
  if (!route.roles.includes(caller.data.role)) {
    throw new RexError(
      'FORBIDDEN',
      `The role ${caller.data.role} may not do this; it takes ${route.roles.join(', ')}.`,
    );
  }
  return caller.data;
}

/**
 * Parameters, query and body, each by its schema.
 * @throws RexError VALIDATION_FAILED with every wrong place of all three; MALFORMED_JSON, PAYLOAD_TOO_LARGE or
 * UNSUPPORTED_MEDIA_TYPE for a body that cannot be read at all.
 */
export function parseRequest(event: HttpEvent, route: RouteContract) {
  const readsBody = route.body !== undefined && route.roles !== 'signed';
  const body = readsBody ? readJson(event) : undefined;
  const fields: FieldProblem[] = [];
  const parse = (schema: z.ZodType | undefined, value: unknown, root: string): unknown => {
    const parsed = schema?.safeParse(value);
    if (parsed && !parsed.success) fields.push(...fieldProblems(parsed.error, root));
    return parsed?.data;
  };
  const request = {
    params: parse(route.params, event.pathParameters, 'params'),
    query: parse(route.query, event.queryStringParameters, 'query'),
    body: readsBody ? parse(route.body, body, 'body') : undefined,
  };
  if (fields.length > 0) {
    const named = fields.map((field) => `${field.path}: ${field.message}`).join('; ');
    throw new RexError('VALIDATION_FAILED', `Not valid: ${named}`, { fields });
  }
  return request;
}

/**
 * The body of a webhook, once its signature was verified: until then it is not even read.
 * @throws as parseRequest
 */
export function parseSignedBody<S extends z.ZodType>(schema: S, rawBody: Buffer): z.output<S> {
  const parsed = schema.safeParse(parseJson(rawBody));
  if (parsed.success) return parsed.data;
  const fields = fieldProblems(parsed.error, 'body');
  const named = fields.map((field) => `${field.path}: ${field.message}`).join('; ');
  throw new RexError('VALIDATION_FAILED', `Not valid: ${named}`, { fields });
}

export const targetOf = ({ rawQueryString, requestContext }: HttpEvent): string =>
  requestContext.http.path + (rawQueryString === '' ? '' : `?${rawQueryString}`);

/** The body as it came: what a signature is over. */
export const bodyBytes = ({ body = '', isBase64Encoded }: HttpEvent): Buffer =>
  Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');

/** The JSON value of the body; undefined when there is no body. */
function readJson(event: HttpEvent): unknown {
  const bytes = bodyBytes(event);
  if (bytes.length === 0) return undefined;
  if (bytes.length > MAX_BODY_BYTES) {
    throw new RexError('PAYLOAD_TOO_LARGE', `The body is larger than ${MAX_BODY_BYTES} bytes.`);
  }
  const type = event.headers['content-type'];
  if (type !== undefined && !JSON_TYPE.test(type)) {
    throw new RexError('UNSUPPORTED_MEDIA_TYPE', 'Send the body as application/json.');
  }
  return parseJson(bytes);
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw new RexError('MALFORMED_JSON', 'The body is not valid JSON in UTF-8.', { cause: error });
  }
}
