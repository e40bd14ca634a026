import * as z from 'zod';
import type { RouteContract } from '../../kernel/contract/route.ts';
import { type FieldProblem, RexError } from '../../kernel/errors.ts';
import { fieldProblems, invalid } from '../field-problems.ts';
import {
  type Caller,
  callerSchema,
  type HttpEvent,
  refusalSchema,
  type SignedIn,
  signedInSchema,
} from './http-event.ts';
import { jsonProblems, wireProblems } from './wire-value.ts';

const MAX_BODY_BYTES = 256 * 1024;
const JSON_TYPE = /^application\/([\w.+-]+\+)?json\s*(;|$)/i;

/**
 * Who calls, when they may call this route.
 * @throws RexError UNAUTHENTICATED without an identity, PROVIDER_UNAVAILABLE when nobody can tell, NOT_FOUND for a person in no role of a workspace (they are
 * not told what is there), FORBIDDEN when the role is not enough.
 */
export function callerOf(event: HttpEvent, route: RouteContract): Caller | SignedIn | undefined {
  if (route.roles === 'public' || route.roles === 'signed') return undefined;
  const context = event.requestContext.authorizer?.lambda;
  if (refusalSchema.safeParse(context).data?.refused === 'PROVIDER_UNAVAILABLE') {
    throw new RexError('PROVIDER_UNAVAILABLE', 'The issuer of the tokens does not answer. Try again later.');
  }
  if (!z.object({ subject: z.string().min(1) }).safeParse(context).success) {
    throw new RexError('UNAUTHENTICATED', 'Send a valid token as "Authorization: Bearer ...".');
  }
  if (route.roles === 'person') {
    const { data } = signedInSchema.safeParse(context);
    if (data) return data;
    throw new RexError('FORBIDDEN', 'Only a person who has signed in may do this.');
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
 * Parameters, query and body, each by its schema, once they hold nothing that no record can hold.
 * @throws RexError VALIDATION_FAILED with every wrong place of all three; MALFORMED_JSON, PAYLOAD_TOO_LARGE or
 * UNSUPPORTED_MEDIA_TYPE for a body that cannot be read at all.
 */
export function parseRequest(event: HttpEvent, route: RouteContract) {
  const readsBody = route.body !== undefined && route.roles !== 'signed';
  const body = readsBody ? readJson(event) : undefined;
  const fields: FieldProblem[] = [];
  const parse = (schema: z.ZodType | undefined, value: unknown, root: string): unknown => {
    if (!schema) return undefined;
    const { data, problems } = readBy(schema, value, root);
    fields.push(...problems);
    return data;
  };
  const request = {
    params: parse(route.params, event.pathParameters, 'params'),
    query: parse(route.query, event.queryStringParameters, 'query'),
    body: readsBody ? parse(route.body, body, 'body') : undefined,
  };
  if (fields.length > 0) throw invalid('Not valid', fields);
  return request;
}

/** A value by its schema, or what is wrong with it. What no record can hold is named before anything else. */
function readBy<S extends z.ZodType>(
  schema: S,
  value: unknown,
  root: string,
): { readonly data?: z.output<S>; readonly problems: FieldProblem[] } {
  const unfit = wireProblems(value, root);
  if (unfit.length > 0) return { problems: unfit };
  const parsed = schema.safeParse(value);
  return parsed.success
    ? { data: parsed.data, problems: [] }
    : { problems: fieldProblems(parsed.error, root) };
}

/**
 * The body of a webhook, once its signature was verified: until then it is not even read.
 * @throws as parseRequest
 */
export function parseSignedBody<S extends z.ZodType>(schema: S, rawBody: Buffer): z.output<S> {
  const { data, problems } = readBy(schema, parseJson(rawBody), 'body');
  if (problems.length > 0) throw invalid('Not valid', problems);
  return data as z.output<S>;
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
  const { text, value } = decode(bytes);
  const problems = jsonProblems(text, 'body');
  if (problems.length > 0) throw invalid('Not valid', problems);
  // -0 is a number that nothing keeps apart from 0.
  return text.includes('-0') ? JSON.parse(text, (_, field: unknown) => (field === 0 ? 0 : field)) : value;
}

function decode(bytes: Buffer): { readonly text: string; readonly value: unknown } {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { text, value: JSON.parse(text) };
  } catch (error) {
    throw new RexError('MALFORMED_JSON', 'The body is not valid JSON in UTF-8.', { cause: error });
  }
}
