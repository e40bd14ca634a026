import { Webhook } from 'standardwebhooks';
import { leadIdOf } from '../../../shared/kernel/ids.ts';
import { WORKSPACE } from '../../memory/rex.ts';

/** A webhook as it comes in. */
export interface Post {
  readonly path: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** How a webhook is spoiled: another key, an earlier moment, or nothing. */
export interface Spoiled {
  readonly key?: 'unknown';
  readonly ageMs?: number;
}

export interface World {
  good(how?: Spoiled): Post;
  send(post: Post): Promise<number>;
  /** Everything that it may have changed or asked for. */
  effects(): unknown;
}

export const MISSION = `m_${'1'.repeat(26)}`;
export const LEAD = leadIdOf(WORKSPACE, 'bob@example.test');

type Handler = (event: never, context: never) => Promise<{ statusCode: number }>;
export const sendTo =
  (handler: Handler) =>
  async ({ path, params = {}, query = {}, headers, body }: Post): Promise<number> => {
    const event = {
      version: '2.0',
      requestContext: { requestId: 'r', http: { method: 'POST', path } },
      rawQueryString: new URLSearchParams(query).toString(),
      queryStringParameters: query,
      pathParameters: params,
      headers,
      body,
    };
    return (await handler(event as never, {} as never)).statusCode;
  };

export function standardWebhook(secret: string, body: string, { key, ageMs = 0 }: Spoiled = {}) {
  const at = new Date(Date.now() - ageMs);
  const by = key === undefined ? secret : `whsec_${Buffer.from('nobody has this key').toString('base64')}`;
  return {
    'content-type': 'application/json',
    'webhook-id': 'msg_1',
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(by).sign('msg_1', at, body),
  };
}
