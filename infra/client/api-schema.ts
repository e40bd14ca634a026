import * as z from 'zod';
import type { Operation } from '../../console/client/methods.ts';
import { EVENT_CONTRACTS } from '../../shared/api/contract/catalogue.ts';
import { openApiDocument } from '../../shared/api/contract/openapi.ts';
import { ROUTE_TABLES } from '../../shared/api/contract/route-tables.ts';
import type { RouteContract } from '../../shared/kernel/contract/route.ts';

type Json = Readonly<Record<string, unknown>>;

/** Programs have a token. Who signs is a provider, whoever reads pages a person, and a second address says nothing new. */
const CLIENT_ROUTES: readonly RouteContract[] = Object.values(ROUTE_TABLES)
  .flatMap((table) => Object.values<RouteContract>(table))
  .filter(({ roles, success, aliasOf }) => roles !== 'signed' && success.schema && aliasOf === undefined);

export const OPERATIONS: Readonly<Record<string, Operation>> = Object.fromEntries(
  CLIENT_ROUTES.map((route) => [route.operationId, operationOf(route)]),
);

function operationOf(route: RouteContract): Operation {
  const { method, path, roles, query, headers } = route;
  const answer = shapeOf(route.success.schema);
  const hasPages = method === 'GET' && 'cursor' in answer && 'cursor' in shapeOf(query);
  const lists = Object.keys(answer).filter((name) => answer[name] instanceof z.ZodArray);
  return {
    method,
    path,
    ...(roles === 'public' && { isPublic: true }),
    ...('idempotency-key' in shapeOf(headers) && { takesKey: true }),
    ...(hasPages && { hasPages }),
    ...(hasPages && lists.length === 1 && { list: lists[0] }),
  };
}

function shapeOf(schema: z.ZodType | undefined): Json {
  return schema instanceof z.ZodObject ? schema.shape : {};
}

/**
 * One schema of everything that is typed: of each operation what it takes, answers and lists, and the data of each event. It is made
 * of the OpenAPI document, whose names it keeps.
 */
export function apiSchema(version: string): Json {
  const tables = [Object.fromEntries(CLIENT_ROUTES.map((route) => [route.operationId, route]))];
  const { paths, components } = openApiDocument(tables, { version, servers: [] });
  const operations = CLIENT_ROUTES.map(({ operationId, path, method, summary }) => {
    const item = paths?.[path] as Readonly<Record<string, DocumentOperation>>;
    const documented = item[method.toLowerCase()];
    if (documented === undefined) throw new Error(`${operationId} is not in the OpenAPI document.`);
    return [operationId, { description: summary, ...operationSchema(operationId, documented) }] as const;
  });
  const events = [...EVENT_CONTRACTS].map(
    ([name, { data, summary }]) => [name, { description: summary, ...eventSchema(data) }] as const,
  );
  const schema = {
    ...closed({
      operations: closed(Object.fromEntries(operations)),
      events: closed(Object.fromEntries(events)),
    }),
    definitions: components?.schemas,
  };
  return JSON.parse(JSON.stringify(schema).replaceAll('#/components/schemas/', '#/definitions/')) as Json;
}

interface DocumentOperation {
  readonly parameters?: readonly {
    readonly in: string;
    readonly name: string;
    readonly required?: boolean;
    readonly description?: string;
    readonly schema: Json;
  }[];
  readonly requestBody?: { readonly required: boolean; readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
}
type Content = Readonly<Record<string, { readonly schema: Json }>>;

const PARTS = { params: 'path', query: 'query', headers: 'header' };

function operationSchema(
  operationId: string,
  { parameters = [], requestBody, responses }: DocumentOperation,
) {
  const parts = Object.entries(PARTS).flatMap(([part, where]) => {
    const named = parameters.filter((each) => each.in === where);
    const fields = named.map(({ name, schema, description }) => [
      name,
      { ...schema, ...(description !== undefined && { description }) },
    ]);
    const required = named.filter((each) => each.required).map(({ name }) => name);
    return named.length === 0 ? [] : [[part, closed(Object.fromEntries(fields), required)] as const];
  });
  const body = requestBody?.content['application/json']?.schema;
  const request = { ...Object.fromEntries(parts), ...(body && { body }) };
  const needed = [
    ...parts.flatMap(([part, { required }]) => (required.length > 0 ? [part] : [])),
    ...(requestBody?.required ? ['body'] : []),
  ];
  const success = Object.entries(responses).find(([status]) => status.startsWith('2'));
  const answer = success?.[1].content?.['application/json']?.schema;
  if (answer === undefined) throw new Error(`${operationId} has no answer in the OpenAPI document.`);
  return closed({ request: closed(request, needed), answer, ...itemOf(operationId, answer) });
}

/** The schema of an element of the list. A page of several lists has no element: none is its type. */
function itemOf(operationId: string, answer: Json): { readonly item?: Json } {
  const { hasPages, list } = OPERATIONS[operationId] ?? {};
  if (!hasPages) return {};
  const { [list ?? '']: items } = (answer['properties'] ?? {}) as Readonly<Record<string, { items: Json }>>;
  return { item: items?.items ?? { tsType: 'never' } };
}

const eventSchema = (data: z.ZodType): Json => {
  const { $schema: _, ...json } = z.toJSONSchema(data, { io: 'output', reused: 'inline' });
  if ('$defs' in json)
    throw new Error('The data of an event holds a schema with an id: it has no place yet.');
  return json;
};

const closed = (properties: Json, required: readonly string[] = Object.keys(properties)) => ({
  type: 'object',
  additionalProperties: false,
  properties,
  required,
});
