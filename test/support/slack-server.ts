import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as z from 'zod';

/** What Slack takes of a message: it refuses others with `invalid_blocks`, with status 200. */
const plain = (most: number) =>
  z.strictObject({
    type: z.literal('plain_text'),
    text: z.string().min(1).max(most),
    emoji: z.boolean().optional(),
  });
const blockSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('header'), text: plain(150) }),
  z.strictObject({ type: z.literal('section'), text: plain(3_000) }),
  z.strictObject({
    type: z.literal('context'),
    elements: z
      .array(z.strictObject({ type: z.literal('mrkdwn'), text: z.string().min(1).max(3_000) }))
      .min(1)
      .max(10),
  }),
  z.strictObject({
    type: z.literal('actions'),
    block_id: z.string().max(255),
    elements: z
      .array(
        z.strictObject({
          type: z.literal('button'),
          action_id: z.string().max(255),
          style: z.enum(['primary', 'danger']),
          text: plain(75),
          value: z.string().max(2_000),
        }),
      )
      .max(25),
  }),
]);
const messageSchema = z.object({
  channel: z.string().regex(/^[CGDU][A-Z0-9]+$/),
  text: z.string().max(40_000),
  blocks: z.array(blockSchema).max(50),
});
type PostedToSlack = z.infer<typeof messageSchema>;

/** A server that takes what Slack takes, and answers as it does: with 200 also when it refuses. */
export async function startSlackServer(token: string) {
  const posted: PostedToSlack[] = [];
  const responses: { readonly path: string; readonly body: unknown }[] = [];
  /** What the next posts are answered instead: a code of Slack's, or `429`, or `hang up` after it was taken. */
  const next: string[] = [];
  const server = createServer(async (request, response) => {
    const text = Buffer.concat(await request.toArray()).toString();
    const answer = (body: object | string, status = 200, headers = {}) => {
      response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    };
    if (request.url !== '/api/chat.postMessage') {
      responses.push({ path: request.url ?? '', body: JSON.parse(text) });
      return answer('ok');
    }
    if (request.headers.authorization !== `Bearer ${token}`)
      return answer({ ok: false, error: 'invalid_auth' });
    const how = next.shift();
    if (how === '429') return answer({ ok: false, error: 'ratelimited' }, 429, { 'retry-after': '7' });
    if (how !== undefined && how !== 'hang up') return answer({ ok: false, error: how });
    const parsed = messageSchema.safeParse(JSON.parse(text));
    if (!parsed.success) return answer({ ok: false, error: 'invalid_blocks' });
    posted.push(parsed.data);
    if (how === 'hang up') return void request.socket.destroy();
    return answer({ ok: true, channel: parsed.data.channel, ts: `1700000000.00000${posted.length}` });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    posted,
    responses,
    next,
    stop(): void {
      server.closeAllConnections();
      server.close();
    },
  };
}
