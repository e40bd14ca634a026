import {
  HttpMethod,
  HttpRoute,
  HttpRouteKey,
  type IHttpApi,
  type IHttpRouteAuthorizer,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { Construct } from 'constructs';
import type { RouteContract } from '../../shared/contracts/http/route.ts';
import { acknowledge } from './acknowledge.ts';
import type { RexFunction } from './rex-function.ts';

const METHODS = {
  GET: HttpMethod.GET,
  POST: HttpMethod.POST,
  PUT: HttpMethod.PUT,
  PATCH: HttpMethod.PATCH,
  DELETE: HttpMethod.DELETE,
} as const satisfies Record<RouteContract['method'], HttpMethod>;

export interface HttpRoutesProps {
  readonly httpApi: IHttpApi;
  readonly authorizer: IHttpRouteAuthorizer;
  readonly handler: RexFunction;
  readonly routes: readonly RouteContract[];
}

/** Makes the routes of a contract. All but those for everyone need a token; the roles are checked by the function. */
export function addHttpRoutes(
  scope: Construct,
  { httpApi, authorizer, handler, routes }: HttpRoutesProps,
): void {
  const integration = new HttpLambdaIntegration(handler.node.id, handler.function, {
    scopePermissionToRoute: false,
  });
  for (const { operationId, method, path, roles } of routes) {
    const open = roles === 'public';
    const route = new HttpRoute(scope, operationId, {
      httpApi,
      integration,
      routeKey: HttpRouteKey.with(path, METHODS[method]),
      ...(open ? {} : { authorizer }),
    });
    if (!open) continue;
    acknowledge(route, 'APIG4', `The contract of ${operationId} gives it to everyone.`);
  }
}
