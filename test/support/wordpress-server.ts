import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A WordPress that a test may change as its administrator does. */
export interface WordPressPeer {
  readonly url: string;
  readonly administrator: Login;
  /** May edit their own posts only. */
  readonly author: Login;
  /** As the administrator; JSON. */
  ask(method: 'GET' | 'POST', path: string, body?: object): Promise<Item>;
  /** Whether SEO fields can be written, by the plugin of Rex beside an SEO plugin. */
  seoFields(on: boolean): void;
  stop(): Promise<void>;
}
interface Login {
  readonly username: string;
  readonly applicationPassword: string;
}
// biome-ignore lint/suspicious/noExplicitAny: what WordPress answers is judged by the test
type Item = any;

/** What happens to the next write: `lost` takes effect and is not answered; `hang` does nothing, for ever. */
type Act = 'lost' | 'hang' | { readonly status: number; readonly body: object };

const YOAST = ['_yoast_wpseo_title', '_yoast_wpseo_metadesc'];
const TEXTS = ['title', 'excerpt', 'content'];

/** A WordPress without a server: `route` answers a request of its REST API, whose address is `url()`. */
export function openWordPress(url: () => string) {
  const state = {
    /** Writes that took effect. */
    written: 0,
    seo: true,
  };
  const items = new Map<string, Record<string, unknown> & { meta: Record<string, string> }>();
  const basicOf = ({ username, applicationPassword }: Login) =>
    `Basic ${Buffer.from(`${username}:${applicationPassword}`).toString('base64')}`;
  const administrator = { username: 'admin', applicationPassword: 'PXdy w4Ef 0uJs xcWP pEug em2T' };
  const author = { username: 'author', applicationPassword: 'aaaa w4Ef 0uJs xcWP pEug em2T' };
  const logins = new Map([administrator, author].map((login) => [basicOf(login), login.username]));
  const add = (kind: string, id: number, fields: object) =>
    items.set(`${kind}/${id}`, {
      id,
      title: '',
      excerpt: '',
      content: '',
      slug: '',
      alt_text: '',
      ...fields,
      meta: {},
    });
  add('posts', 1, { title: 'Hello world!', slug: 'hello-world', content: '<p>Welcome.</p>' });

  const error = (status: number, code: string, message: string) => ({
    status,
    body: { code, message, data: { status } },
  });
  const free = (kind: string, id: number, wanted: string): string => {
    const taken = [...items].some(([key, item]) => key !== `${kind}/${id}` && item['slug'] === wanted);
    return taken
      ? free(
          kind,
          id,
          /-\d+$/.test(wanted) ? wanted.replace(/\d+$/, (n) => `${Number(n) + 1}`) : `${wanted}-2`,
        )
      : wanted;
  };

  function change(kind: string, id: number, given: Record<string, unknown>): void {
    const item = items.get(`${kind}/${id}`);
    if (!item) return;
    state.written += 1;
    for (const [name, value] of Object.entries(given)) {
      if (name === 'meta') {
        // Whatever is not registered is dropped.
        for (const key of state.seo ? YOAST : []) {
          const is = Object(value)[key];
          if (is !== undefined) item.meta[key] = String(is);
        }
      } else if (name === 'slug') item['slug'] = free(kind, id, String(value).toLowerCase());
      else if (name === 'alt_text')
        item['alt_text'] = String(value)
          .replace(/<[^>]*>/g, '')
          .trim();
      else item[name] = value;
    }
  }
  function answerOf(kind: string, id: number, asked: URLSearchParams) {
    const item = items.get(`${kind}/${id}`);
    if (!item) return error(404, 'rest_post_invalid_id', 'Invalid post ID.');
    const meta =
      state.seo && kind !== 'media'
        ? Object.fromEntries(YOAST.map((key) => [key, item.meta[key] ?? '']))
        : [];
    const whole: Record<string, unknown> = { ...item, meta, link: `${url()}/${item['slug']}/` };
    for (const name of TEXTS) whole[name] = { raw: item[name], rendered: `<p>${item[name]}</p>` };
    const fields = asked.get('_fields')?.split(',');
    return {
      status: 200,
      body: fields
        ? Object.fromEntries(fields.flatMap((name) => (name in whole ? [[name, whole[name]]] : [])))
        : whole,
    };
  }
  function route(
    method: string,
    asked: URLSearchParams,
    authorization: string,
    given: Record<string, unknown>,
  ) {
    const [, kind = '', number = ''] =
      /^\/wp\/v2\/(\w+)(?:\/(\w+))?$/.exec(asked.get('rest_route') ?? '') ?? [];
    const who = logins.get(authorization);
    if (kind === 'users') {
      if (!who) return error(401, 'rest_not_logged_in', 'You are not currently logged in.');
      const rights = who === 'admin' ? { edit_others_posts: true, edit_pages: true } : { edit_posts: true };
      return { status: 200, body: { id: 1, name: who, capabilities: rights } };
    }
    if (!['posts', 'pages', 'media'].includes(kind))
      return error(404, 'rest_no_route', 'No route was found matching the URL and request method.');
    if (number === '') {
      const id = items.size + 1;
      add(kind, id, {
        slug: free(kind, id, String(given['title']).toLowerCase().replaceAll(' ', '-')),
        ...given,
      });
      return { ...answerOf(kind, id, asked), status: 201 };
    }
    if (!items.has(`${kind}/${number}`)) return error(404, 'rest_post_invalid_id', 'Invalid post ID.');
    const status = who ? 403 : 401;
    if (who !== 'admin' && method === 'POST')
      return error(status, 'rest_cannot_edit', 'Sorry, you are not allowed to edit this post.');
    if (who !== 'admin' && asked.get('context') === 'edit')
      return error(status, 'rest_forbidden_context', 'Sorry, you are not allowed to edit this post.');
    if (method === 'POST') change(kind, Number(number), given);
    return answerOf(kind, Number(number), asked);
  }

  return { state, items, administrator, author, route };
}

/** The parts of WordPress's REST API that Rex uses, as WordPress 6.1 was seen to answer. In memory, with one post to begin with. */
export async function startWordPressServer() {
  let url = '';
  const { state: kept, administrator, author, route } = openWordPress(() => url);
  const state = Object.assign(kept, {
    next: [] as (Act | undefined)[],
    /** The first request after a start is sent to where it went. */
    started: true,
  });
  const server = createServer(async (request, response) => {
    const body = await text(request);
    if (state.started) {
      state.started = false;
      return void response.writeHead(302, { location: request.url }).end();
    }
    const act = request.method === 'POST' ? state.next.shift() : undefined;
    if (act === 'hang') return;
    if (typeof act === 'object') return void response.writeHead(act.status).end(JSON.stringify(act.body));
    const asked = new URL(request.url ?? '/', 'http://wordpress').searchParams;
    const answer = route(
      request.method ?? '',
      asked,
      request.headers.authorization ?? '',
      body ? JSON.parse(body) : {},
    );
    if (act === 'lost') return void request.socket.destroy();
    response.writeHead(answer.status, { 'content-type': 'application/json; charset=UTF-8' });
    response.end(JSON.stringify(answer.body));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const peer: WordPressPeer = {
    url,
    administrator,
    author,
    ask: askAs({ url, administrator }),
    seoFields: (on) => {
      state.seo = on;
    },
    async stop() {
      server.closeAllConnections();
      server.close();
    },
  };
  return { ...peer, state };
}

/** `path` as in `posts/1`. @throws Error for anything but a 2xx */
export const askAs =
  ({ url, administrator }: Pick<WordPressPeer, 'url' | 'administrator'>): WordPressPeer['ask'] =>
  async (method, path, body) => {
    const { username, applicationPassword } = administrator;
    const request = (): Promise<Response> =>
      fetch(`${url}/?rest_route=/wp/v2/${path}&context=edit`, {
        method,
        redirect: 'manual',
        headers: {
          authorization: `Basic ${Buffer.from(`${username}:${applicationPassword}`).toString('base64')}`,
          'content-type': 'application/json',
        },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
    const first = await request();
    const answer = first.status === 302 ? await request() : first;
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    return answer.json();
  };
