import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import * as z from 'zod';
import manifest from '../../../package.json' with { type: 'json' };
import { mcpServer } from '../../../shared/api/contract/mcp-server.ts';
import { memberRoutes } from '../../../shared/members/contract/routes.ts';
import { call, send } from '../api-client.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';

export const mcp = defineCommand({
  name: 'mcp',
  summary: 'Serve the API to a model, by the Model Context Protocol on stdin and stdout',
  details:
    'For programs that run MCP servers, such as editors and assistants: give them this command. Tools are the routes that you may\n' +
    'call, but for decisions: a model can propose what people approve, and approve nothing. The API serves the same at /mcp.',
  examples: ['rex mcp', 'rex mcp --areas leads,missions,knowledge'],
  input: z.strictObject({
    areas: value('AREAS', z.string().optional(), 'Only tools of these areas of the API, with commas (all)'),
  }),
  async run(context, { areas }) {
    const connection = await connect(context);
    const { role } = await call(connection, memberRoutes.getMe, {});
    const server = mcpServer({
      version: manifest.version,
      role: role ?? 'viewer',
      areas: areas?.split(',').map((area) => area.trim()) ?? [],
      ask: (route, request) => send(connection, route, request),
    });
    const ended = new Promise<void>((done) => {
      server.onclose = done;
      context.streams.stdin.once('end', done);
      context.signal.addEventListener('abort', () => done(), { once: true });
    });
    await server.connect(new StdioServerTransport());
    await ended;
    await server.close();
    return { json: null, text: '', streamed: true };
  },
});
