import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js';
import { mcpRoutes } from '../../../shared/api/contract/mcp-routes.ts';
import { mcpServer } from '../../../shared/api/contract/mcp-server.ts';
import { urlOf } from '../../../shared/kernel/contract/request.ts';
import { httpHandler } from '../../../shared/platform/runtime/http.ts';

export interface McpDeps {
  /** Of this very API, which the tools call. */
  readonly baseUrl: string;
  readonly version: string;
}

/** Less than the time that the function has. */
const TIMEOUT_MS = 15_000;
/** What says who asks, and about which workspace. */
const PASSED_ON = ['authorization', 'rex-workspace'];

/** Without sessions: each message is answered by itself, so any instance may answer it. */
export const mcpHandler = ({ baseUrl, version }: McpDeps) =>
  httpHandler(mcpRoutes, {
    mcp: async ({ caller, query, body, headers, correlationId }) => {
      const asCaller = new Headers({ 'x-correlation-id': correlationId });
      for (const name of PASSED_ON) if (headers[name]) asCaller.set(name, headers[name]);
      const server = mcpServer({
        version,
        role: caller.role,
        areas: query.areas?.split(',').map((area) => area.trim()) ?? [],
        ask: async (route, request) => {
          const asked = new Headers(asCaller);
          if (request.body !== undefined) asked.set('content-type', 'application/json');
          const answer = await fetch(urlOf(baseUrl, route, request), {
            method: route.method,
            headers: asked,
            body: request.body === undefined ? null : JSON.stringify(request.body),
            signal: AbortSignal.timeout(TIMEOUT_MS),
          });
          return { status: answer.status, text: await answer.text() };
        },
      });
      const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true });
      await server.connect(transport);
      const message = new Request(`${baseUrl}/mcp`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
        body: JSON.stringify(body),
      });
      const answer = await transport.handleRequest(message);
      const text = await answer.text();
      await server.close();
      // A notification has no answer.
      return text === '' ? { status: answer.status } : { status: answer.status, body: JSON.parse(text) };
    },
  });
