import {
  HttpMethod,
  HttpRoute,
  HttpRouteKey,
  type IHttpApi,
  type IHttpRouteAuthorizer,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { needsToken, type RouteContract, trafficOf } from '../../shared/kernel/contract/route.ts';
import { SEAT_TABLES } from '../../shared/lords/registry.ts';
import { THROTTLES, type Throttle } from '../throttles.ts';
import { acknowledge } from './acknowledge.ts';
import type { RexFunction } from './rex-function.ts';

const METHODS = {
  GET: [HttpMethod.GET],
  POST: [HttpMethod.POST],
  PUT: [HttpMethod.PUT],
  PATCH: [HttpMethod.PATCH],
  DELETE: [HttpMethod.DELETE],
} as const satisfies Record<RouteContract['method'], readonly HttpMethod[]>;

/** What everyone may read, link checkers and monitors may ask about too. */
const READ_BY_EVERYONE = [HttpMethod.GET, HttpMethod.HEAD] as const;

/**
 * Where all below a path is one route, which the function takes apart: an HTTP API has 300 routes by default. They share a
 * throttle, so nothing here may be what stops something.
 */
const TOGETHER: readonly string[] = [
  ...Object.keys(SEAT_TABLES).map((seat) => `/lords/${seat}`),
  '/api/achievements',
  '/api/faq',
  '/api/intelligence',
  '/api/knowledge',
];

const isBelow = (path: string, top: string): boolean => path === top || path.startsWith(`${top}/`);

/** The key of the route of API Gateway that leads to a route of a contract. */
export function routeKeyOf({ method, path }: Pick<RouteContract, 'method' | 'path'>): string {
  const top = TOGETHER.find((each) => isBelow(path, each));
  return top === undefined ? `${method} ${path}` : `ANY ${path === top ? top : `${top}/{proxy+}`}`;
}

const WHY_OPEN = {
  public: 'Its contract gives it to everyone.',
  signed: 'A webhook: its function verifies the signature over the body.',
} as const;

export interface HttpRoutesProps {
  readonly httpApi: IHttpApi;
  readonly authorizer: IHttpRouteAuthorizer;
  readonly handler: RexFunction;
  readonly routes: readonly RouteContract[];
  /** Whether it also answers what no contract knows, so that a wrong path is a problem (RFC 9457) like any other. */
  readonly unknownPaths?: boolean;
}

export interface ThrottledRoute {
  readonly route: HttpRoute;
  readonly key: string;
  readonly throttle: Throttle;
}

/**
 * Makes the routes of a contract. All but those for everyone need a token; the roles are checked by the function.
 * Gives them with what each takes at most.
 */
export function addHttpRoutes(
  scope: Construct,
  { httpApi, authorizer, handler, routes, unknownPaths = false }: HttpRoutesProps,
): ThrottledRoute[] {
  const made: ThrottledRoute[] = [];
  const integration = new HttpLambdaIntegration(handler.node.id, handler.function, {
    scopePermissionToRoute: false,
  });
  const together = TOGETHER.filter((top) => routes.some(({ path }) => isBelow(path, top)));
  for (const top of together) {
    const own = routes.filter(({ path }) => isBelow(path, top));
    if (!own.every(needsToken)) throw new Error(`Not all below ${top} asks for a token.`);
    const paths = [...(own.some(({ path }) => path === top) ? [top] : []), `${top}/{proxy+}`];
    for (const path of paths) {
      const routeKey = HttpRouteKey.with(path, HttpMethod.ANY);
      const route = new HttpRoute(scope, `any${path}`, { httpApi, integration, routeKey, authorizer });
      made.push({ route, key: routeKey.key, throttle: THROTTLES.people });
    }
  }
  for (const contract of routes) {
    const { operationId, method, path, roles } = contract;
    if (together.some((top) => isBelow(path, top))) continue;
    const open = !needsToken(contract);
    const methods = roles === 'public' && method === 'GET' ? READ_BY_EVERYONE : METHODS[method];
    for (const [n, httpMethod] of methods.entries()) {
      const routeKey = HttpRouteKey.with(path, httpMethod);
      const route = new HttpRoute(scope, n === 0 ? operationId : `${operationId}${httpMethod}`, {
        httpApi,
        integration,
        routeKey,
        ...(open ? {} : { authorizer }),
      });
      made.push({ route, key: routeKey.key, throttle: THROTTLES[trafficOf(contract)] });
      if (open) acknowledge(route, 'APIG4', WHY_OPEN[roles === 'signed' ? roles : 'public']);
    }
  }
  if (!unknownPaths) return made;
  // What the integration allows is a method and a path (`*/*/*`), and the route for all others has neither.
  handler.function.addPermission('UnknownPaths', {
    principal: new ServicePrincipal('apigateway.amazonaws.com'),
    sourceArn: Stack.of(scope).formatArn({
      service: 'execute-api',
      resource: httpApi.apiId,
      resourceName: '*/$default',
    }),
  });
  const routeKey = HttpRouteKey.DEFAULT;
  const route = new HttpRoute(scope, 'unknownPath', { httpApi, integration, routeKey });
  acknowledge(route, 'APIG4', 'It says that there is no such path, to everyone.');
  return [...made, { route, key: routeKey.key, throttle: THROTTLES.unknownPaths }];
}
