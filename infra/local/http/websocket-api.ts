import { randomBytes, randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import * as z from 'zod';
import type { Activity } from '../activity.ts';
import type { VirtualClock } from '../clock.ts';
import type { Connections } from '../endpoint/connections.ts';
import type { Functions } from '../lambda/functions.ts';
import type { Meter } from '../meter/meter.ts';
import { refusalOf } from '../same-machine.ts';
import type { Authorize } from './authorize.ts';
import { flat, queryOf } from './http-api.ts';
import type { Api, Route } from './routes.ts';

export interface WebSocketApiServices {
  readonly functions: Functions;
  readonly authorize: Authorize;
  readonly connections: Connections;
  readonly clock: VirtualClock;
  readonly meter: Meter;
  readonly activity: Activity;
  /** The pages, besides those of this port, that may connect: a browser does not ask before it does. */
  readonly origins: readonly string[];
}

const LARGEST_FRAME = 128 * 1024;
const CONNECTION_LIVES_MS = 2 * 3_600_000;
const STATUS_TEXT: Readonly<Record<number, string>> = {
  401: 'Unauthorized',
  403: 'Forbidden',
  500: 'Internal Server Error',
};
const withStatus = z.looseObject({ statusCode: z.number().optional(), body: z.string().optional() });

/** A WebSocket API (API Gateway v2). Gives the server's upgrade listener. */
export function createWebSocketApi(api: Api, services: WebSocketApiServices) {
  const { functions, authorize, connections, clock, meter, activity } = services;
  const server = new WebSocketServer({ noServer: true, maxPayload: LARGEST_FRAME });
  clock.onJump(() => connections.closeBefore(clock.time() - CONNECTION_LIVES_MS));
  const routes = new Map(api.routes.map((route) => [route.key, route]));

  const upgrade = async (request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://local');
    const connectionId = randomBytes(12).toString('base64url');
    const connectedAt = clock.time();
    const context: Record<string, unknown> = {
      apiId: api.id,
      stage: api.stage,
      connectionId,
      connectedAt,
      domainName: request.headers.host ?? 'localhost',
      identity: { sourceIp: request.socket.remoteAddress ?? '127.0.0.1' },
    };
    const headers = flat(request.headers);
    const query = queryOf(url);
    const connectEvent = {
      headers,
      queryStringParameters: query,
      ...eventOf(context, '$connect', 'CONNECT'),
    };
    const connect = routes.get('$connect');
    if (connect?.authorizer !== undefined) {
      const event = {
        ...connectEvent,
        type: 'REQUEST',
        methodArn: `arn:aws:execute-api:local:0:${api.id}/${api.stage}/$connect`,
      };
      // API Gateway remembers answers of authorizers for HTTP APIs only.
      const authorizer = { ...connect.authorizer, cacheSeconds: 0 };
      const verdict = await authorize(authorizer, { event, headers, query });
      if (verdict.outcome !== 'allowed') {
        return refuse(socket, { unauthorized: 401, forbidden: 403, failed: 500 }[verdict.outcome]);
      }
      context['authorizer'] = verdict.context;
    }
    if (connect !== undefined) {
      const event = { ...connectEvent, ...eventOf(context, '$connect', 'CONNECT') };
      const result = await functions.invoke(connect.functionName, event);
      const status = result.ok ? (withStatus.safeParse(result.payload).data?.statusCode ?? 200) : 500;
      if (status >= 300) return refuse(socket, status);
    }
    server.handleUpgrade(request, socket, head, (client) => {
      connections.add({ id: connectionId, socket: client, connectedAt, sourceIp: '127.0.0.1' });
      client.on('message', (data) => {
        activity.launch('websocket', () => receive(context, String(data), (text) => client.send(text)));
      });
      client.on('close', () => {
        connections.remove(connectionId);
        const disconnect = routes.get('$disconnect');
        if (disconnect !== undefined) {
          void functions.invoke(disconnect.functionName, eventOf(context, '$disconnect', 'DISCONNECT'));
        }
      });
      client.on('error', () => client.terminate());
    });
  };

  const receive = async (
    context: Record<string, unknown>,
    body: string,
    reply: (text: string) => void,
  ): Promise<void> => {
    meter.count('websocket.messages', 1);
    const route = routeFor(body);
    if (route === undefined) return;
    const result = await functions.invoke(route.functionName, {
      ...eventOf(context, route.key, 'MESSAGE'),
      body,
    });
    if (!result.ok) {
      reply(JSON.stringify({ message: 'Internal server error', connectionId: context['connectionId'] }));
      return;
    }
    const text = withStatus.safeParse(result.payload).data?.body;
    if (route.answers && text !== undefined) reply(text);
  };
  /** The selection expression is a path into the message, such as `$request.body.action`. */
  const routeFor = (body: string): Route | undefined => {
    const field = api.routeSelection.replace('$request.body.', '');
    const key = z.record(z.string(), z.unknown()).safeParse(parsed(body)).data?.[field];
    return (
      (typeof key === 'string' && !key.startsWith('$') ? routes.get(key) : undefined) ??
      routes.get('$default')
    );
  };
  const eventOf = (context: Record<string, unknown>, routeKey: string, eventType: string) => ({
    requestContext: {
      ...context,
      routeKey,
      eventType,
      messageId: randomUUID(),
      requestId: randomUUID(),
      requestTimeEpoch: Math.floor(clock.time()),
    },
    isBase64Encoded: false,
  });

  return {
    upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
      if (refusalOf(request, services.origins) !== undefined) refuse(socket, 403);
      else upgrade(request, socket, head).catch(() => refuse(socket, 500));
    },
  };
}

function refuse(socket: Duplex, status: number): void {
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_TEXT[status] ?? 'Refused'}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
  );
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
