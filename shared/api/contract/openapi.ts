import * as z from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiResponseObject } from 'zod-openapi';
import { problemSchema } from '../../kernel/contract/common.ts';
import { problemType } from '../../kernel/contract/problem-type.ts';
import { needsToken, type RouteContract } from '../../kernel/contract/route.ts';
import { ERROR_CODES, type ErrorCode } from '../../kernel/errors.ts';

type Document = ReturnType<typeof createDocument>;
type Response = ZodOpenApiResponseObject;

export interface OpenApiOptions {
  readonly version: string;
  readonly servers: readonly string[];
}

/** The security requirements of a route, in OpenAPI's form. */
const ACCESS = { public: [], signed: [{ signature: [] }], token: [{ bearer: [] }] };

/** Errors that a route may return beside those of its contract: any route, and routes with a token, a signature, input, a body. */
const ALWAYS: readonly ErrorCode[] = ['INTERNAL', 'PROVIDER_UNAVAILABLE', 'RATE_LIMITED'];
const WITH_TOKEN: readonly ErrorCode[] = ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND'];
const WITH_SIGNATURE: readonly ErrorCode[] = ['UNAUTHENTICATED'];
const WITH_INPUT: readonly ErrorCode[] = ['VALIDATION_FAILED'];
const WITH_BODY: readonly ErrorCode[] = ['MALFORMED_JSON', 'PAYLOAD_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE'];

/**
 * The OpenAPI 3.1 document of route tables: every route, every answer, every error. Schemas with an id become
 * components. A schema whose output differs from its input (defaults are filled in) is a second component by its `outputId`.
 */
export function openApiDocument(
  tables: readonly Readonly<Record<string, RouteContract>>[],
  { version, servers }: OpenApiOptions,
): Document {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const route of tables.flatMap((table) => Object.values(table))) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation(route) };
  }
  return createDocument(
    {
      openapi: '3.1.0',
      info: {
        title: 'Rex',
        version,
        description: 'Wakes up dormant leads. Errors are RFC 9457 problems with a stable `code`.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: servers.map((url) => ({ url })),
      paths,
      components: {
        securitySchemes: {
          bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'An OIDC token' },
          signature: {
            type: 'apiKey',
            in: 'header',
            name: 'webhook-signature',
            description:
              'Standard Webhooks: with `webhook-id` and `webhook-timestamp`, an HMAC over the body',
          },
        },
      },
    },
    {
      override: ({ jsonSchema, io }) => {
        if (io === 'input' && jsonSchema.type === 'number') jsonSchema.not = TOO_CLOSE_TO_0;
      },
    },
  );
}

const whoMayCall = ({ roles }: RouteContract): string =>
  typeof roles === 'string' ? 'Anybody who has signed in.' : `Roles: ${roles.join(', ')}.`;

function operation(route: RouteContract): ZodOpenApiOperationObject {
  const { params, query, headers, body } = route;
  const access = ACCESS[route.roles === 'public' || route.roles === 'signed' ? route.roles : 'token'];
  return {
    operationId: route.operationId,
    summary: route.summary,
    ...(needsToken(route) ? { description: whoMayCall(route) } : {}),
    security: access,
    requestParams: {
      ...(params instanceof z.ZodObject ? { path: params } : {}),
      ...(query instanceof z.ZodObject ? { query } : {}),
      ...(headers instanceof z.ZodObject ? { header: headers } : {}),
    },
    ...(body
      ? {
          requestBody: {
            required: !body.safeParse(undefined).success,
            content: { 'application/json': { schema: body } },
          },
        }
      : {}),
    responses: { [route.success.status]: success(route), ...ofGateway(errors(route)) },
  };
}

function success({ success: { schema, contentType } }: RouteContract): Response {
  const headers = { 'x-correlation-id': { schema: { type: 'string' } } } as const;
  if (contentType)
    return { description: 'Done.', headers, content: { [contentType]: { schema: { type: 'string' } } } };
  if (!schema) return { description: 'Done.', headers };
  return { description: 'Done.', headers, content: { 'application/json': { schema } } };
}

/** One answer for each status; the codes that share it are its examples. */
function errors(route: RouteContract): Readonly<Record<string, Response>> {
  const codes = new Set([
    ...route.errors,
    ...(needsToken(route) ? WITH_TOKEN : []),
    ...(route.roles === 'signed' ? WITH_SIGNATURE : []),
    ...(route.roles !== 'public' && (route.params || route.query || route.body) ? WITH_INPUT : []),
    ...(route.body ? WITH_BODY : []),
    ...ALWAYS,
  ]);
  const byStatus = Map.groupBy(codes, (code) => ERROR_CODES[code].http);
  return Object.fromEntries(
    [...byStatus].map(([status, same]) => {
      const isPage =
        route.success.contentType?.startsWith('text/html') &&
        same.every((code) => route.errors.includes(code));
      if (!isPage) return [status, problem(status, same)];
      // Whatever every route may answer comes from before the handler too, which writes no page.
      const isBoth = same.some((code) => ALWAYS.includes(code));
      const content = { ...page(same).content, ...(isBoth && problem(status, same).content) };
      return [status, { ...page(same), content }];
    }),
  );
}

/** Errors of a route that answers with pages are pages too, because people reach it by a link. */
const page = (codes: readonly ErrorCode[]): Response => ({
  description: titlesOf(codes),
  content: { 'text/html; charset=utf-8': { schema: { type: 'string' } } },
});

const titlesOf = (codes: readonly ErrorCode[]): string =>
  codes.map((code) => `${code}: ${ERROR_CODES[code].title}.`).join(' ');

const problem = (status: number, codes: readonly ErrorCode[]): Response => ({
  description: titlesOf(codes),
  content: {
    'application/problem+json': {
      schema: problemSchema,
      examples: Object.fromEntries(codes.map((code) => [code, { value: exampleOf(code, status) }])),
    },
  },
});

const exampleOf = (code: ErrorCode, status: number): unknown => {
  const { title } = ERROR_CODES[code];
  const fields = [{ path: 'body.params.steps', message: 'Too big: expected number to be <=6' }];
  return {
    type: problemType(code),
    title,
    status,
    detail: `${title}.`,
    code,
    ...(code === 'VALIDATION_FAILED' ? { fields } : {}),
  };
};

/** Errors that API Gateway returns itself, when no function answers: its own message in the place of a problem. */
const OF_GATEWAY: Readonly<Record<number, string>> = {
  413: 'The body is larger than 10 MB.',
  429: 'All callers together exceed the limit of this route.',
  500: 'The function failed.',
  503: 'The function took longer than 30 seconds.',
};
const MESSAGE = {
  schema: { type: 'object', properties: { message: { type: 'string' } }, required: ['message'] },
} as const;

function ofGateway(errors: Readonly<Record<string, Response>>): Readonly<Record<string, Response>> {
  const answers = Object.entries(OF_GATEWAY).map(([status, meaning]) => {
    const { description, content } = { description: '', content: {}, ...errors[status] };
    const text = `${description} From API Gateway: ${meaning}`.trim();
    return [status, { description: text, content: { ...content, 'application/json': MESSAGE } }];
  });
  return {
    ...errors,
    ...Object.fromEntries(answers),
    431: {
      description: 'From API Gateway: the address and the headers together are longer than 10,240 bytes.',
    },
  };
}

/** Numbers that no record can store (`runtime/wire-value.ts` refuses them everywhere). */
const TOO_CLOSE_TO_0 = {
  anyOf: [
    { exclusiveMinimum: 0, exclusiveMaximum: 1e-130 },
    { exclusiveMinimum: -1e-130, exclusiveMaximum: 0 },
  ],
};
