import * as z from 'zod';
import type { CallerRole, Role } from '../../kernel/contract/common.ts';
import type { PlainRequest } from '../../kernel/contract/request.ts';
import type { RouteContract } from '../../kernel/contract/route.ts';
import { ROUTE_TABLES } from './route-tables.ts';

/** A route, as a model may call it. */
export interface Tool {
  readonly name: string;
  readonly description: string;
  readonly inputSchema: { readonly type: 'object' } & Readonly<Record<string, unknown>>;
  readonly annotations: { readonly readOnlyHint: boolean; readonly destructiveHint: boolean };
  readonly route: RouteContract;
}

/** What lifts a stop of a person, speaks in their name without a look, or gives up their place; and the protocol itself. */
const PEOPLES = new Set(
  'mcp leaveWorkspace acceptInvitation resume resumeDomain resumeInbox resumeMission decideReply answerConversation'.split(
    ' ',
  ),
);

const PARTS = ['params', 'query'] as const;

/**
 * The routes that this role may call, and an operator too: what only owners, admins and approvers may do is a decision, and no
 * model decides. Routes that answer something else than JSON are no tools, and neither are second addresses.
 */
export const toolsFor = (role: CallerRole, areas: readonly string[] = []): Tool[] =>
  Object.entries<Readonly<Record<string, RouteContract>>>(ROUTE_TABLES)
    .filter(([area]) => areas.length === 0 || areas.includes(area))
    .flatMap(([, table]) => Object.values(table))
    .filter(({ operationId }) => !PEOPLES.has(operationId))
    .filter((route) => route.aliasOf === undefined && takesNoHeader(route))
    .filter((route) => isFor(route, role) && isFor(route, 'operator') && route.success.schema !== undefined)
    .map(toolOf);

/** A tool has no headers: what demands one, such as If-Match, cannot be called by it. */
const takesNoHeader = ({ headers }: RouteContract): boolean => headers?.safeParse({}).success !== false;

const isFor = ({ roles }: RouteContract, role: CallerRole | Role): boolean =>
  Array.isArray(roles) && roles.includes(role);

function toolOf(route: RouteContract): Tool {
  const { operationId, summary, method, path } = route;
  return {
    name: operationId,
    description: `${summary} (${method} ${path})`,
    inputSchema: schemaOf(route),
    annotations: { readOnlyHint: method === 'GET', destructiveHint: method === 'DELETE' },
    route,
  };
}

/** Parameters of path and query by their names, and the body as `body`. */
function schemaOf(route: RouteContract): Tool['inputSchema'] {
  const parts = PARTS.flatMap((part) => (route[part] ? [jsonSchema(route[part])] : []));
  const properties = Object.assign({}, ...parts.map((part) => part.properties ?? {}));
  const required = parts.flatMap((part) => part.required ?? []);
  if (route.body) {
    properties['body'] = jsonSchema(route.body);
    required.push('body');
  }
  return {
    type: 'object',
    properties,
    ...(required.length > 0 ? { required } : {}),
    additionalProperties: false,
  };
}

interface JsonSchema {
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly required?: readonly string[];
}

function jsonSchema(schema: z.ZodType): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    reused: 'inline',
  });
  return rest as JsonSchema;
}

/** A part of a path that is empty or leads up would reach another route. */
const MISLEADING = /^\.{0,2}$/;

/** What a model gave, as the parts of a request; or what is wrong with it. */
export function requestOf(
  { route }: Tool,
  given: Readonly<Record<string, unknown>>,
): { readonly request: PlainRequest } | { readonly problem: string } {
  const named = (schema: z.ZodType | undefined): Record<string, unknown> =>
    Object.fromEntries(
      Object.keys(schema instanceof z.ZodObject ? schema.shape : {}).flatMap((name) =>
        given[name] === undefined ? [] : [[name, given[name]]],
      ),
    );
  const params = named(route.params);
  for (const [, name = ''] of route.path.matchAll(/\{(\w+)\}/g)) {
    const value = params[name];
    if (typeof value !== 'string' || MISLEADING.test(value))
      return { problem: `${name} must name something.` };
  }
  return {
    request: { params, query: named(route.query), ...(route.body ? { body: given['body'] ?? {} } : {}) },
  };
}
