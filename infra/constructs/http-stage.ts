import { CfnStage, HttpStage, type IHttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Construct } from 'constructs';
import { routeSettings, THROTTLES } from '../throttles.ts';
import { accessLog } from './access-log.ts';
import type { ThrottledRoute } from './http-routes.ts';

/** The one stage of the HTTP API, in which every route takes what its traffic is given and no more. */
export function addHttpStage(scope: Construct, httpApi: IHttpApi, routes: readonly ThrottledRoute[]): void {
  const { rate: rateLimit, burst: burstLimit } = THROTTLES.unknownPaths;
  const stage = new HttpStage(scope, 'Stage', {
    httpApi,
    stageName: '$default',
    autoDeploy: true,
    // Of a route that has no settings of its own, which is none.
    throttle: { rateLimit, burstLimit },
    accessLogSettings: accessLog(scope, 'AccessLog', 'http'),
  });
  // API Gateway refuses settings of routes that are not there yet.
  for (const { route } of routes) stage.node.addDependency(route);
  const resource = stage.node.defaultChild;
  if (!(resource instanceof CfnStage)) throw new Error(`${stage.node.path} is not made of a stage.`);
  resource.routeSettings = Object.fromEntries(
    routes.map(({ key, throttle }) => [key, routeSettings(throttle)]),
  );
}
