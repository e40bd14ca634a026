import { describe, expect, it } from 'vitest';
import { ROUTE_TABLES } from '../../shared/contracts/http/tables.ts';
import type { Synthesis } from './synthesis.ts';

export function checkHttp({ ofType }: Synthesis): void {
  const routes = ofType('AWS::ApiGatewayV2::Route');
  const httpRoutes = routes.filter(({ stack }) => stack === 'RexApi');
  const contracts = Object.values(ROUTE_TABLES).flatMap((table) => Object.values(table));

  describe('the HTTP API', () => {
    it('has the routes of the contracts, HEAD of what everyone may read, and one for all other paths', () => {
      expect(contracts.length).toBeGreaterThan(15);
      const heads = contracts.filter(({ method, roles }) => method === 'GET' && roles === 'public');
      expect(httpRoutes.map(({ properties }) => properties.RouteKey).sort()).toEqual(
        [
          ...contracts.map(({ method, path }) => `${method} ${path}`),
          ...heads.map(({ path }) => `HEAD ${path}`),
          '$default',
        ].sort(),
      );
    });

    it('asks for a token on every route but those that are for everyone', () => {
      const open = httpRoutes.filter(({ properties }) => properties.AuthorizationType !== 'CUSTOM');
      expect(open.map(({ properties }) => properties.RouteKey).sort()).toEqual([
        '$default',
        'GET /asyncapi.json',
        'GET /health',
        'GET /openapi.json',
        'GET /u/{token}',
        'HEAD /asyncapi.json',
        'HEAD /health',
        'HEAD /openapi.json',
        'HEAD /u/{token}',
        'POST /agents/mission',
        'POST /u/{token}',
        'POST /webhook/llm',
        'POST /webhook/twilio/status',
        'POST /webhook/twilio/{workspace}/inbound',
      ]);
      const [authorizer] = ofType('AWS::ApiGatewayV2::Authorizer').filter(({ stack }) => stack === 'RexApi');
      for (const { properties } of httpRoutes.filter((route) => !open.includes(route))) {
        expect(properties.AuthorizerId).toEqual({ Ref: authorizer!.id });
      }
      expect(authorizer!.properties).toMatchObject({
        AuthorizerType: 'REQUEST',
        EnableSimpleResponses: true,
        AuthorizerResultTtlInSeconds: 60,
        IdentitySource: ['$request.header.Authorization'],
      });
    });

    it('gives every area one function', () => {
      const integrations = ofType('AWS::ApiGatewayV2::Integration').filter(({ stack }) => stack === 'RexApi');
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

    it('are throttled', () => {
      expect(stages).toHaveLength(2);
      for (const { properties } of stages) {
        expect(properties.DefaultRouteSettings).toMatchObject({
          ThrottlingRateLimit: 100,
          ThrottlingBurstLimit: 200,
        });
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
}
