import * as z from 'zod';
import { functionNameOf } from '../lambda/functions.ts';
import type { Resource } from '../template/resolve.ts';

export interface Authorizer {
  readonly functionName: string;
  /** As `$request.header.Authorization` or `route.request.querystring.ticket`. */
  readonly identitySources: readonly string[];
  readonly cacheSeconds: number;
}

export interface Route {
  /** `GET /things/{id}`, `$default`, or a WebSocket route's key. */
  readonly key: string;
  readonly functionName: string;
  readonly authorizer: Authorizer | undefined;
  /** WebSocket: whether the function's answer goes back to the client. */
  readonly answers: boolean;
}

export interface Cors {
  readonly allowOrigins: readonly string[];
  readonly allowMethods: readonly string[];
  readonly allowHeaders: readonly string[];
  readonly exposeHeaders: readonly string[];
  readonly allowCredentials: boolean;
  readonly maxAge: number | undefined;
}

/** One API of API Gateway, HTTP or WebSocket, as its template describes it. */
export interface Api {
  readonly id: string;
  readonly protocol: 'HTTP' | 'WEBSOCKET';
  readonly routes: readonly Route[];
  readonly stage: string;
  readonly routeSelection: string;
  readonly cors: Cors | undefined;
}

const texts = z.array(z.string()).default([]);
const api = z.object({
  ProtocolType: z.enum(['HTTP', 'WEBSOCKET']),
  RouteSelectionExpression: z.string().default('$request.body.action'),
  CorsConfiguration: z
    .object({
      AllowOrigins: texts,
      AllowMethods: texts,
      AllowHeaders: texts,
      ExposeHeaders: texts,
      AllowCredentials: z.boolean().default(false),
      MaxAge: z.number().optional(),
    })
    .optional(),
});
const route = z.object({
  ApiId: z.string(),
  RouteKey: z.string(),
  Target: z.string(),
  AuthorizerId: z.string().optional(),
  RouteResponseSelectionExpression: z.string().optional(),
});
const integration = z.object({ IntegrationUri: z.string() });
const authorizer = z.object({
  AuthorizerType: z.string(),
  AuthorizerUri: z.string().optional(),
  IdentitySource: texts,
  AuthorizerResultTtlInSeconds: z.coerce.number().default(300),
});
const stage = z.object({ ApiId: z.string(), StageName: z.string() });

/** Puts the parts of each API together. @throws for authorizers that are not Lambda functions. */
export function readApis(resources: readonly Resource[]): Api[] {
  const ofType = (type: string) => resources.filter((each) => each.type === `AWS::ApiGatewayV2::${type}`);
  const functions = new Map(
    ofType('Integration').map(({ name, properties }) => [
      name,
      functionNameOf(integration.parse(properties).IntegrationUri),
    ]),
  );
  const authorizers = new Map(ofType('Authorizer').map((each) => [each.name, authorizerOf(each)]));
  return ofType('Api').map(({ name: id, properties }) => {
    const { ProtocolType, RouteSelectionExpression, CorsConfiguration: cors } = api.parse(properties);
    const routes = ofType('Route')
      .map((each) => route.parse(each.properties))
      .filter(({ ApiId }) => ApiId === id)
      .map(({ RouteKey, Target, AuthorizerId, RouteResponseSelectionExpression }) => ({
        key: RouteKey,
        functionName: functions.get(Target.slice(Target.lastIndexOf('/') + 1)) ?? '',
        authorizer: AuthorizerId === undefined ? undefined : authorizers.get(AuthorizerId),
        answers: RouteResponseSelectionExpression !== undefined,
      }));
    const stages = ofType('Stage').map((each) => stage.parse(each.properties));
    return {
      id,
      protocol: ProtocolType,
      routes,
      stage: stages.find(({ ApiId }) => ApiId === id)?.StageName ?? '$default',
      routeSelection: RouteSelectionExpression,
      cors: cors && {
        allowOrigins: cors.AllowOrigins,
        allowMethods: cors.AllowMethods,
        allowHeaders: cors.AllowHeaders,
        exposeHeaders: cors.ExposeHeaders,
        allowCredentials: cors.AllowCredentials,
        maxAge: cors.MaxAge,
      },
    };
  });
}

function authorizerOf({ logicalId, properties }: Resource): Authorizer {
  const parsed = authorizer.parse(properties);
  if (parsed.AuthorizerType !== 'REQUEST' || parsed.AuthorizerUri === undefined) {
    throw new Error(`Authorizer ${logicalId}: infra/local knows Lambda authorizers (REQUEST) only.`);
  }
  return {
    functionName: functionNameOf(parsed.AuthorizerUri),
    identitySources: parsed.IdentitySource,
    cacheSeconds: parsed.AuthorizerResultTtlInSeconds,
  };
}

export interface RouteMatch {
  readonly route: Route;
  readonly pathParameters: Readonly<Record<string, string>>;
}

/** Finds the route of an HTTP API: full paths before parameters before greedy ones, a method before ANY. */
export function createRouter(
  routes: readonly Route[],
): (method: string, path: string) => RouteMatch | undefined {
  const compiled = routes
    .filter(({ key }) => key.includes(' '))
    .map((each) => {
      const [method = '', path = ''] = each.key.split(' ');
      return { route: each, method, ...compilePath(path) };
    })
    .sort((a, b) => a.rank.localeCompare(b.rank) || Number(a.method === 'ANY') - Number(b.method === 'ANY'));
  const fallback = routes.find(({ key }) => key === '$default');
  return (method, path) => {
    for (const { route: each, method: wanted, pattern, names } of compiled) {
      if (wanted !== 'ANY' && wanted !== method) continue;
      const match = pattern.exec(path);
      if (match === null) continue;
      const pathParameters = Object.fromEntries(names.map((name, i) => [name, decoded(match[i + 1] ?? '')]));
      return { route: each, pathParameters };
    }
    return fallback === undefined ? undefined : { route: fallback, pathParameters: {} };
  };
}

/** `rank` sorts segment by segment: text (0), then `{parameter}` (1), then `{greedy+}` (2). */
function compilePath(path: string): { pattern: RegExp; names: string[]; rank: string } {
  const names: string[] = [];
  let rank = '';
  const segments = path.split('/').map((segment) => {
    const parameter = /^\{([^}+]+)(\+?)\}$/.exec(segment);
    if (parameter === null) {
      rank += '0';
      return segment.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
    }
    names.push(parameter[1] ?? '');
    rank += parameter[2] === '+' ? '2' : '1';
    return parameter[2] === '+' ? '(.+)' : '([^/]+)';
  });
  return { pattern: new RegExp(`^${segments.join('/')}/?$`), names, rank };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
