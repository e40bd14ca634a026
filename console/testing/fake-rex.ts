import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { resourceRoutes } from '../../shared/allocation/contract/routes.ts';
import { approvalRoutes } from '../../shared/approvals/contract/routes.ts';
import type { RouteContract } from '../../shared/kernel/contract/route.ts';
import { leadRoutes } from '../../shared/leads/contract/routes.ts';
import { memberRoutes } from '../../shared/members/contract/routes.ts';
import { missionRoutes } from '../../shared/missions/contract/routes.ts';
import { notificationRoutes } from '../../shared/notifications/contract/routes.ts';
import { settingsRoutes } from '../../shared/operations/contract/settings-routes.ts';
import { systemRoutes } from '../../shared/operations/contract/system-routes.ts';
import { taskRoutes } from '../../shared/tasks/contract/routes.ts';

const ROUTES: readonly RouteContract[] = Object.values({
  ...approvalRoutes,
  ...leadRoutes,
  ...memberRoutes,
  ...missionRoutes,
  ...notificationRoutes,
  ...resourceRoutes,
  ...settingsRoutes,
  ...systemRoutes,
  ...taskRoutes,
});

interface FakeRequest {
  readonly operation: string;
  readonly params: Record<string, string>;
  readonly query: Record<string, unknown>;
  readonly body: unknown;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
}

export interface FakeAnswer {
  readonly status?: number;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

/** By operation id, or by method and path for what is in no contract. */
export type FakeHandlers = Readonly<Record<string, (request: FakeRequest) => FakeAnswer>>;

export interface FakeRex extends AsyncDisposable {
  readonly url: string;
  readonly requests: FakeRequest[];
}

/** A server that speaks the contracts: requests that do not fit them are refused, as the real one does. */
export async function startFakeRex(handlers: FakeHandlers): Promise<FakeRex> {
  const requests: FakeRequest[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const text = Buffer.concat(chunks).toString('utf8');
    const { status = 200, body, headers = {} } = answer(request, text);
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(body === undefined ? '' : JSON.stringify(body));
  });
  const answer = (request: IncomingMessage, text: string): FakeAnswer => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const matched = match(request.method ?? 'GET', url.pathname);
    const plain = {
      operation: matched?.route.operationId ?? `${request.method} ${url.pathname}`,
      params: matched?.params ?? {},
      query: Object.fromEntries(url.searchParams),
      body: text.startsWith('{') ? JSON.parse(text) : undefined,
      headers: request.headers,
      text,
    };
    const parsed = matched ? parse(matched.route, plain) : { ok: true as const, request: plain };
    if (!parsed.ok) return parsed.answer;
    requests.push(parsed.request);
    return (
      handlers[plain.operation]?.(parsed.request) ?? problem(404, 'NOT_FOUND', `No ${plain.operation} here.`)
    );
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export const problem = (
  status: number,
  code: string,
  detail: string,
  fields?: { path: string; message: string }[],
): FakeAnswer => ({
  status,
  body: { type: `https://rex.example/problems/${code}`, title: 'A problem', status, detail, code, fields },
});

function match(
  method: string,
  path: string,
): { route: RouteContract; params: Record<string, string> } | undefined {
  for (const route of ROUTES) {
    const pattern = new RegExp(`^${route.path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);
    const found = route.method === method ? pattern.exec(path) : null;
    if (found) return { route, params: { ...found.groups } };
  }
  return undefined;
}

function parse(
  route: RouteContract,
  request: FakeRequest,
): { ok: true; request: FakeRequest } | { ok: false; answer: FakeAnswer } {
  if (route.roles !== 'public' && !request.headers.authorization?.startsWith('Bearer ')) {
    return { ok: false, answer: problem(401, 'UNAUTHENTICATED', 'No token.') };
  }
  const schema = z.object({
    params: route.params ?? z.unknown(),
    query: route.query ?? z.unknown(),
    body: route.body ?? z.unknown(),
  });
  const parsed = schema.safeParse(request);
  if (parsed.success) return { ok: true, request: { ...request, ...(parsed.data as Partial<FakeRequest>) } };
  const fields = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
  return { ok: false, answer: problem(400, 'VALIDATION_FAILED', 'The request is not valid.', fields) };
}
