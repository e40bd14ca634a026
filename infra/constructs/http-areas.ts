import { HttpApi, type IHttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaAuthorizer, HttpLambdaResponseType } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { Duration, type Stack } from 'aws-cdk-lib/core';
import { type Area, ROUTE_TABLES } from '../../shared/api/contract/route-tables.ts';
import type { RouteContract } from '../../shared/kernel/contract/route.ts';
import * as can from '../capabilities.ts';
import type { Deployment } from '../config.ts';
import type { DataStack } from '../stacks/data-stack.ts';
import type { EdgeStack } from '../stacks/edge-stack.ts';
import type { Capability } from './capability.ts';
import { addHttpRoutes, type ThrottledRoute } from './http-routes.ts';
import { type FunctionPlatform, RexFunction } from './rex-function.ts';

/** Below the 30 s after which API Gateway hangs up. */
const API_TIMEOUT = Duration.seconds(29);
/**
 * Every request reaches the authorizer, also one without a token: what API Gateway refuses by itself is no problem
 * (RFC 9457), and what it remembers of a refusal outlives its reason.
 */
const NOT_REMEMBERED = { identitySource: [], resultsCacheTtl: Duration.seconds(0) };

export interface HttpAreasProps {
  readonly deployment: Deployment;
  readonly platform: FunctionPlatform;
  readonly data: DataStack;
  readonly edge: EdgeStack;
}

/** What is special about the function of an area. */
interface AreaOptions {
  readonly memoryMb?: number;
  /** Whether it answers what no contract knows. */
  readonly unknownPaths?: boolean;
}

/**
 * A function for each of these areas, with the routes of its contract.
 * @param uses what each may touch beyond the tables
 */
export function addHttpAreas<A extends Area>(
  stack: Stack,
  { deployment, platform, data, edge }: HttpAreasProps,
  uses: Readonly<Record<A, readonly Capability[]>>,
  options?: { readonly [K in A]?: AreaOptions },
): { readonly httpApi: IHttpApi; readonly routes: readonly ThrottledRoute[] } {
  const { tables } = data;
  const store = [
    can.readWriteRecords(tables.records),
    can.appendEvents(tables.events),
    can.limitRequests(deployment.requestsPerMinute),
  ];
  // An import, so that routes belong to this stack and not to that of the API, which knows nothing of the functions.
  const httpApi = HttpApi.fromHttpApiAttributes(stack, 'HttpApi', { httpApiId: edge.httpApi.apiId });
  const authorizer = new HttpLambdaAuthorizer('Authorizer', edge.authorizer.function, {
    responseTypes: [HttpLambdaResponseType.SIMPLE],
    ...NOT_REMEMBERED,
  });
  const routesOf: Readonly<Record<Area, Readonly<Record<string, RouteContract>>>> = ROUTE_TABLES;
  const routes = (Object.keys(uses) as A[]).flatMap((area) => {
    const { unknownPaths = false, ...size } = options?.[area] ?? {};
    const handler = new RexFunction(stack, `http/${area}`, platform, {
      timeout: API_TIMEOUT,
      ...size,
      uses: [...store, ...uses[area]],
    });
    return addHttpRoutes(stack, {
      httpApi,
      authorizer,
      handler,
      routes: Object.values(routesOf[area]),
      unknownPaths,
    });
  });
  return { httpApi, routes };
}
