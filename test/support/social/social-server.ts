import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { graphApi } from './graph-api.ts';
import { linkedinApi } from './linkedin-api.ts';
import { type Call, JPEG, no, ok, type Reply, SocialWorld } from './social-world.ts';
import { xApi } from './x-api.ts';

export const SOCIAL_TOKEN = 'social-token';
const PNG = Buffer.from('89504e470d0a1a0a0000000d', 'hex');

/** What the network at an address answers; undefined: nothing more, the connection is dealt with. */
export function replyOf(
  world: SocialWorld,
  asked: Omit<Call, 'json'>,
  response: ServerResponse,
): Reply | undefined {
  const { method, url: at, headers, body } = asked;
  const isJson = headers['content-type'] === 'application/json' && body.length > 0;
  const call: Call = { ...asked, json: isJson ? JSON.parse(body.toString()) : {} };
  if (at.pathname === '/2/oauth2/token')
    return ok({ access_token: SOCIAL_TOKEN, expires_in: 7_200, refresh_token: `refresh-${world.newId()}` });
  if (headers.authorization !== `Bearer ${SOCIAL_TOKEN}`)
    return no(401, { title: 'Unauthorized', message: 'token' });
  if (at.pathname.startsWith('/2/')) return xApi(world, call, response);
  if (at.pathname.startsWith('/rest/')) return linkedinApi(world, call, response);
  if (at.pathname.startsWith('/v25.0/')) return graphApi(world, call, response);
  if (method === 'PUT' && at.pathname.startsWith('/dms-uploads/')) {
    world.state.images.set(at.pathname.slice('/dms-uploads/'.length), { bytes: body.length });
    return { status: 201 };
  }
  return no(404, { message: 'There is nothing here.' });
}

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
    const reply = replyOf(world, { method, url: at, headers, body }, response);
    if (!reply) return;
    const text = reply.body === undefined ? '' : JSON.stringify(reply.body);
    response.writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers }).end(text);
  }

  const server = createServer(handle).listen(0, '127.0.0.1');
  await once(server, 'listening');
  world.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: world.url,
    token: SOCIAL_TOKEN,
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
