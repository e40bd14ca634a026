import * as z from 'zod';
import { problemSchema } from '../../kernel/contract/common.ts';
import { problemType } from '../../kernel/contract/problem-type.ts';
import { needsToken, type RouteContract } from '../../kernel/contract/route.ts';
import { ERROR_CODES, type ErrorCode } from '../../kernel/errors.ts';

type Json = Readonly<Record<string, unknown>>;
type Direction = 'input' | 'output';

export interface OpenApiOptions {
  readonly version: string;
  readonly servers: readonly string[];
}

/** What a call has to carry, as OpenAPI says it. */
const ACCESS = { public: [], signed: [{ signature: [] }], token: [{ bearer: [] }] } as const;

/** What any route may answer, beside what its contract names: to callers with a token, and to bodies. */
const ALWAYS: readonly ErrorCode[] = ['INTERNAL', 'PROVIDER_UNAVAILABLE', 'RATE_LIMITED'];
const WITH_TOKEN: readonly ErrorCode[] = ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND'];
const WITH_SIGNATURE: readonly ErrorCode[] = ['UNAUTHENTICATED'];
const WITH_INPUT: readonly ErrorCode[] = ['VALIDATION_FAILED'];
const WITH_BODY: readonly ErrorCode[] = ['MALFORMED_JSON', 'PAYLOAD_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE'];

/**
 * The OpenAPI 3.1 document of route tables: every route, every answer, every error. Schemas with an id become
 * components; one that reads differently as a request (defaults may be left out) is there as `<id>Input` too.
 */
export function openApiDocument(
  tables: readonly Readonly<Record<string, RouteContract>>[],
  { version, servers }: OpenApiOptions,
): Json {
  const components = new Components();
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of tables.flatMap((table) => Object.values(table))) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation(route, components) };
  }
  components.schema(problemSchema, 'output');
  return {
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
      schemas: components.schemas,
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'An OIDC token' },
        signature: {
          type: 'apiKey',
          in: 'header',
          name: 'webhook-signature',
          description: 'Standard Webhooks: with `webhook-id` and `webhook-timestamp`, an HMAC over the body',
        },
      },
    },
  };
}

function operation(route: RouteContract, components: Components): Json {
  const access = ACCESS[route.roles === 'public' || route.roles === 'signed' ? route.roles : 'token'];
  return {
    operationId: route.operationId,
    summary: route.summary,
    ...(needsToken(route) ? { description: `Roles: ${Array.from(route.roles).join(', ')}.` } : {}),
    security: access,
    parameters: [
      ...parameters('path', route.params, components),
      ...parameters('query', route.query, components),
      ...parameters('header', route.headers, components),
    ],
    ...(route.body
      ? {
          requestBody: {
            required: !route.body.safeParse(undefined).success,
            content: { 'application/json': { schema: components.schema(route.body, 'input') } },
          },
        }
      : {}),
    responses: { [route.success.status]: success(route, components), ...ofGateway(errors(route)) },
  };
}

function parameters(
  where: 'path' | 'query' | 'header',
  schema: z.ZodType | undefined,
  components: Components,
): Json[] {
  if (!(schema instanceof z.ZodObject)) return [];
  return Object.entries<z.ZodType>(schema.shape).map(([name, field]) => ({
    name,
    in: where,
    required: where === 'path' || !field.safeParse(undefined).success,
    schema: components.schema(field, 'input'),
  }));
}

function success({ success: { schema, contentType } }: RouteContract, components: Components): Json {
  const headers = { 'x-correlation-id': { schema: { type: 'string' } } };
  if (contentType)
    return { description: 'Done.', headers, content: { [contentType]: { schema: { type: 'string' } } } };
  if (!schema) return { description: 'Done.', headers };
  return {
    description: 'Done.',
    headers,
    content: { 'application/json': { schema: components.schema(schema, 'output') } },
  };
}

/** One answer for each status; the codes that share it are its examples. */
function errors(route: RouteContract): Readonly<Record<string, Json>> {
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
      return [status, isPage ? page(same) : problem(status, same)];
    }),
  );
}

/** What people get who followed a link: the route's own errors are pages too. */
const page = (codes: readonly ErrorCode[]): Json => ({
  description: titlesOf(codes),
  content: { 'text/html; charset=utf-8': { schema: { type: 'string' } } },
});

const titlesOf = (codes: readonly ErrorCode[]): string =>
  codes.map((code) => `${code}: ${ERROR_CODES[code].title}.`).join(' ');

const problem = (status: number, codes: readonly ErrorCode[]): Json => ({
  description: titlesOf(codes),
  content: {
    'application/problem+json': {
      schema: { $ref: '#/components/schemas/Problem' },
      examples: Object.fromEntries(codes.map((code) => [code, { value: exampleOf(code, status) }])),
    },
  },
});

const exampleOf = (code: ErrorCode, status: number): Json => {
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

/** What the gateway says by itself, when no function answers: its own message in the place of a problem. */
const OF_GATEWAY: Readonly<Record<number, string>> = {
  413: 'The body is larger than 10 MB.',
  429: 'Everybody together asks too much.',
  500: 'The function failed.',
  503: 'The function took longer than 30 seconds.',
};
const MESSAGE = {
  schema: { type: 'object', properties: { message: { type: 'string' } }, required: ['message'] },
};

function ofGateway(errors: Readonly<Record<string, Json>>): Json {
  const answers = Object.entries(OF_GATEWAY).map(([status, meaning]) => {
    const { description, content } = { description: '', content: {}, ...errors[status] };
    const text = `${description} Of the gateway: ${meaning}`.trim();
    return [status, { description: text, content: { ...content, 'application/json': MESSAGE } }];
  });
  return {
    ...errors,
    ...Object.fromEntries(answers),
    431: {
      description: 'Of the gateway: the address and the headers are longer together than 10,240 bytes.',
    },
  };
}

/** Numbers that no record can hold (`runtime/wire-value.ts` refuses them wherever they are). */
const TOO_CLOSE_TO_0 = {
  anyOf: [
    { exclusiveMinimum: 0, exclusiveMaximum: 1e-130 },
    { exclusiveMinimum: -1e-130, exclusiveMaximum: 0 },
  ],
};

/** Collects the schemas that have an id while others refer to them. */
class Components {
  readonly schemas: Record<string, unknown> = {};

  /** The JSON schema of a zod schema, with what has an id moved to the components. */
  schema(schema: z.ZodType, direction: Direction): Json {
    const {
      $schema: _,
      $defs = {},
      ...json
    } = z.toJSONSchema(schema, {
      io: direction,
      override: ({ jsonSchema }) => {
        if (direction === 'input' && jsonSchema.type === 'number') jsonSchema.not = TOO_CLOSE_TO_0;
      },
    });
    const asRequest = direction === 'input' ? differingDefinitions(schema) : new Set<string>();
    const nameOf = (id: string): string => (asRequest.has(id) ? `${id}Input` : id);
    for (const [id, { id: _id, ...definition }] of Object.entries($defs)) {
      this.schemas[nameOf(id)] = withReferences(definition, nameOf);
    }
    return withReferences(json, nameOf);
  }
}

/** Ids of the definitions that read differently as a request, by themselves or by what they refer to. */
function differingDefinitions(schema: z.ZodType): Set<string> {
  const { $defs: input = {} } = z.toJSONSchema(schema, { io: 'input' });
  const { $defs: output = {} } = z.toJSONSchema(schema, { io: 'output' });
  const texts = Object.entries(input).map(([id, json]) => ({ id, text: JSON.stringify(json) }));
  const differing = new Set(
    texts.filter(({ id, text }) => text !== JSON.stringify(output[id])).map(({ id }) => id),
  );
  for (let known = -1; known < differing.size; ) {
    known = differing.size;
    for (const { id, text } of texts) {
      if ([...differing].some((other) => text.includes(`"#/$defs/${other}"`))) differing.add(id);
    }
  }
  return differing;
}

const withReferences = (json: object, nameOf: (id: string) => string): Json =>
  JSON.parse(
    JSON.stringify(json).replace(
      /"#\/\$defs\/([^"]+)"/g,
      (_, id: string) => `"#/components/schemas/${nameOf(id)}"`,
    ),
  );
