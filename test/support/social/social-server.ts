import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { graphApi } from './graph-api.ts';
import { linkedinApi } from './linkedin-api.ts';
import { type Call, JPEG, no, ok, type Reply, SocialWorld } from './social-world.ts';
import { xApi } from './x-api.ts';

const TOKEN = 'social-token';
const PNG = Buffer.from('89504e470d0a1a0a0000000d', 'hex');

/** The APIs of X, LinkedIn, Facebook and Instagram on this machine. Requests are judged as strictly as theirs. */
export async function startSocialServer() {
  const world = new SocialWorld();
  const { state } = world;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = Buffer.concat(await request.toArray());
    const { method = '', headers } = request;
    const at = new URL(request.url ?? '', 'http://localhost');
    state.asked.push(`${method} ${at.pathname}`);
    if (at.pathname === '/image.jpg' || at.pathname === '/image.png') {
      response.end(at.pathname.endsWith('jpg') ? state.jpeg : PNG);
      return;
    }
    const isJson = headers['content-type'] === 'application/json' && body.length > 0;
    const call: Call = { method, url: at, headers, body, json: isJson ? JSON.parse(body.toString()) : {} };
    let reply: Reply | undefined;
    if (at.pathname === '/2/oauth2/token')
      reply = ok({ access_token: TOKEN, expires_in: 7_200, refresh_token: `refresh-${world.newId()}` });
    else if (headers.authorization !== `Bearer ${TOKEN}`)
      reply = no(401, { title: 'Unauthorized', message: 'token' });
    else if (at.pathname.startsWith('/2/')) reply = xApi(world, call, response);
    else if (at.pathname.startsWith('/rest/')) reply = linkedinApi(world, call, response);
    else if (at.pathname.startsWith('/v25.0/')) reply = graphApi(world, call, response);
    else if (method === 'PUT' && at.pathname.startsWith('/dms-uploads/')) {
      state.images.set(at.pathname.slice('/dms-uploads/'.length), { bytes: body.length });
      reply = { status: 201 };
    } else reply = no(404, { message: 'There is nothing here.' });
    if (!reply) return;
    const text = reply.body === undefined ? '' : JSON.stringify(reply.body);
    response.writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers }).end(text);
  }

  const server = createServer(handle).listen(0, '127.0.0.1');
  await once(server, 'listening');
  world.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: world.url,
    token: TOKEN,
    state,
    asked: (pattern: RegExp): string[] => state.asked.filter((line) => pattern.test(line)),
    clear(): void {
      Object.assign(state, {
        posts: [],
        next: [],
        lists: true,
        working: 0,
        quotaUsed: 0,
        asked: [],
        jpeg: JPEG,
      });
      state.images.clear();
      state.containers.clear();
    },
    stop(): void {
      server.closeAllConnections();
      server.close();
    },
  };
}
