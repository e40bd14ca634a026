import { describe, expect, it } from 'vitest';
import { parseDeployment } from '../../infra/config.ts';
import { routeKeyOf } from '../../infra/constructs/http-routes.ts';
import { ROUTE_TABLES } from '../../shared/api/contract/route-tables.ts';
import type { Synthesis } from './synthesis.ts';

/** Those that hold routes of the HTTP API. */
const HTTP_STACKS: ReadonlySet<string> = new Set(['RexApi', 'RexCouncil']);

export function checkHttp({ ofType, assembly }: Synthesis): void {
  const routes = ofType('AWS::ApiGatewayV2::Route');
  const httpRoutes = routes.filter(({ stack }) => HTTP_STACKS.has(stack));
  const contracts = Object.values(ROUTE_TABLES).flatMap((table) => Object.values(table));

  describe('the HTTP API', () => {
    it('has the routes of the contracts, HEAD of what everyone may read, and one for all other paths', () => {
      expect(contracts.length).toBeGreaterThan(15);
      const heads = contracts.filter(({ method, roles }) => method === 'GET' && roles === 'public');
      expect(httpRoutes.map(({ properties }) => properties.RouteKey).sort()).toEqual(
        [
          ...new Set(contracts.map(routeKeyOf)),
          ...heads.map(({ path }) => `HEAD ${path}`),
          '$default',
        ].sort(),
      );
    });

    it('has no more routes than an HTTP API may have without a request to AWS', () => {
      expect(httpRoutes.length).toBeLessThanOrEqual(300);
    });

    it('asks for a token on every route but those that are for everyone', () => {
      const open = httpRoutes.filter(({ properties }) => properties.AuthorizationType !== 'CUSTOM');
      expect(open.map(({ properties }) => properties.RouteKey).sort()).toEqual([
        '$default',
        'GET /.well-known/rex',
        'GET /asyncapi.json',
        'GET /confirm/{token}',
        'GET /d/{token}',
        'GET /health',
        'GET /health/db',
        'GET /health/ready',
        'GET /issues/{token}',
        'GET /leave/{token}',
        'GET /llms.txt',
        'GET /openapi.json',
        'GET /subscribe/{token}',
        'GET /u/{token}',
        'HEAD /.well-known/rex',
        'HEAD /asyncapi.json',
        'HEAD /confirm/{token}',
        'HEAD /d/{token}',
        'HEAD /health',
        'HEAD /health/db',
        'HEAD /health/ready',
        'HEAD /issues/{token}',
        'HEAD /leave/{token}',
        'HEAD /llms.txt',
        'HEAD /openapi.json',
        'HEAD /subscribe/{token}',
        'HEAD /u/{token}',
        'POST /agents/mission',
        'POST /confirm/{token}',
        'POST /d/{token}',
        'POST /hooks/slack/{workspace}',
        'POST /leave/{token}',
        'POST /subscribe/{token}',
        'POST /u/{token}',
        'POST /webhook/automation/{workspace}/{automation}',
        'POST /webhook/calcom/{workspace}',
        'POST /webhook/calendly/{workspace}',
        'POST /webhook/llm',
        'POST /webhook/sendgrid/{workspace}',
        'POST /webhook/twilio/status',
        'POST /webhook/twilio/{workspace}/inbound',
      ]);
      for (const stack of HTTP_STACKS) {
        const [authorizer] = ofType('AWS::ApiGatewayV2::Authorizer').filter((each) => each.stack === stack);
        for (const route of httpRoutes.filter((each) => each.stack === stack && !open.includes(each))) {
          expect(route.properties.AuthorizerId).toEqual({ Ref: authorizer!.id });
        }
        expect(authorizer!.properties).toMatchObject({
          AuthorizerType: 'REQUEST',
          EnableSimpleResponses: true,
          // API Gateway would refuse a missing token by itself, and not as a problem (RFC 9457).
          AuthorizerResultTtlInSeconds: 0,
          IdentitySource: [],
        });
      }
    });

    it('gives every area one function', () => {
      const integrations = ofType('AWS::ApiGatewayV2::Integration').filter(({ stack }) =>
        HTTP_STACKS.has(stack),
      );
      expect(integrations).toHaveLength(Object.keys(ROUTE_TABLES).length);
      for (const { properties } of integrations) expect(properties.PayloadFormatVersion).toBe('2.0');
    });
  });

  describe('the WebSocket API', () => {
    it('authorizes at the connection', () => {
      const webSocket = routes.filter(({ stack }) => stack === 'RexRealtime');
      expect(
        Object.fromEntries(
          webSocket.map(({ properties }) => [properties.RouteKey, properties.AuthorizationType ?? 'NONE']),
        ),
      ).toEqual({ $connect: 'CUSTOM', $disconnect: 'NONE', $default: 'NONE' });
      const [authorizer] = ofType('AWS::ApiGatewayV2::Authorizer').filter(
        ({ stack }) => stack === 'RexRealtime',
      );
      expect(authorizer!.properties.IdentitySource).toEqual(['route.request.querystring.token']);
    });
  });

  describe('stages', () => {
    const stages = ofType('AWS::ApiGatewayV2::Stage');
    const stage = stages.find(({ properties }) => properties.StageName === '$default')!;

    it('give every route of the HTTP API a bucket of its own, and only once the route is there', () => {
      const keys = httpRoutes.map(({ properties }) => properties.RouteKey);
      expect(Object.keys(stage.properties.RouteSettings).sort()).toEqual(keys.sort());
      // Those of the other stack are there before this stack is made.
      const own = httpRoutes.filter(({ stack }) => stack === 'RexApi');
      expect(stage.dependsOn).toEqual(expect.arrayContaining(own.map(({ id }) => id)));
      const before = assembly.getStackByName('RexApi').dependencies.map(({ id }) => id);
      expect(before).toContain('RexCouncil');
      expect(stage.stack).toBe('RexApi');
    });

    it('take more requests to stop than anybody can send by reading documents or guessing paths', () => {
      const settings = stage.properties.RouteSettings;
      const rateOf = (key: string): number => settings[key].ThrottlingRateLimit;
      const stops = [
        'POST /u/{token}',
        'POST /webhook/sendgrid/{workspace}',
        'POST /webhook/twilio/{workspace}/inbound',
        'POST /webhook/twilio/status',
      ];
      for (const stop of stops) {
        expect(rateOf(stop)).toBeGreaterThanOrEqual(500);
        expect(settings[stop].ThrottlingBurstLimit).toBeGreaterThanOrEqual(1000);
      }
      const documents = ['GET /health', 'HEAD /openapi.json', '$default'];
      for (const key of documents) expect(rateOf(key)).toBeLessThanOrEqual(20);
      expect(stage.properties.DefaultRouteSettings.ThrottlingRateLimit).toBe(rateOf('$default'));
    });

    it('are all throttled', () => {
      expect(stages).toHaveLength(2);
      for (const { properties } of stages) {
        expect(properties.DefaultRouteSettings.ThrottlingRateLimit).toBeGreaterThan(0);
        expect(properties.DefaultRouteSettings.ThrottlingBurstLimit).toBeGreaterThan(0);
      }
    });

    it('log who called what, without tokens, paths, or headers', () => {
      for (const { properties } of stages) {
        const { Format } = properties.AccessLogSettings;
        expect(Object.keys(JSON.parse(Format))).toContain('routeKey');
        expect(Format).not.toMatch(/context\.path|authorizer\.(?!error)|header|queryString/i);
      }
    });
  });

  describe('pages of a browser', () => {
    const [api] = ofType('AWS::ApiGatewayV2::Api').filter(({ stack }) => stack === 'RexFront');

    it('may call from the origins of the console only, and read the headers that clients need', () => {
      expect(api!.properties.CorsConfiguration.AllowOrigins).toEqual(['http://localhost:5173']);
      expect(api!.properties.CorsConfiguration.ExposeHeaders).toEqual(
        expect.arrayContaining(['location', 'retry-after', 'www-authenticate', 'x-ratelimit-remaining']),
      );
    });

    it.each(['*', 'https://*.example.com', 'https://a.example/path', 'a.example', ''])(
      'are not let in by %j',
      (consoleOrigin) => {
        expect(() => parseDeployment((name) => ({ consoleOrigin })[name])).toThrow(/consoleOrigin/);
      },
    );

    it('may be of several origins', () => {
      const context: Record<string, unknown> = { consoleOrigin: 'https://a.example, https://b.example:8443' };
      expect(parseDeployment((name) => context[name]).consoleOrigin).toEqual([
        'https://a.example',
        'https://b.example:8443',
      ]);
    });
  });
}
