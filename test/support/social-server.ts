import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface NetworkPost {
  readonly id: string;
  readonly text: string;
  readonly at: Date;
  /** What was sent, as the network takes it. */
  readonly sent: Record<string, unknown>;
}

/**
 * What becomes of the next posts: `lost` and `half` take effect, and the connection ends without an answer or in the middle of
 * it; `silent` takes effect and never answers; `down` does nothing and says 503; the rest do nothing and say so.
 */
export type PostAct = 'lost' | 'half' | 'silent' | 'down' | 'limit' | 'token' | 'forbidden';

interface Call {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly json: Record<string, unknown>;
}
interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

const TOKEN = 'social-token';
const JPEG = Buffer.from('ffd8ffe000104a464946', 'hex');
const PNG = Buffer.from('89504e470d0a1a0a0000000d', 'hex');
const ok = (body: unknown, headers = {}): Reply => ({ status: 200, body, headers });
const no = (status: number, body: unknown): Reply => ({ status, body });

/** Reads little text as LinkedIn does: an unescaped reserved character would be lost, so it is refused. */
const LITTLE = /^(?:[^\\()[\]{}<>@|~_*#]|\\[\\()[\]{}<>@|~_*#]|\{hashtag\|\\#\|[^{}|]+\})*$/su;

/** The APIs of X, LinkedIn, Facebook and Instagram on this machine. Requests are judged as strictly as theirs. */
export async function startSocialServer() {
  const state = {
    posts: [] as NetworkPost[],
    next: [] as PostAct[],
    /** Whether posts of the account may be listed. */
    lists: true,
    /** Looks at a container of Instagram before it is ready. */
    working: 0,
    quotaUsed: 0,
    asked: [] as string[],
    images: new Map<string, { readonly bytes: number; alt?: string }>(),
    containers: new Map<
      string,
      { readonly sent: Record<string, unknown>; published: boolean; looks: number }
    >(),
    jpeg: JPEG,
    /** The clock that dates posts. */
    now: (): Date => new Date(),
  };
  let made = 1_000;
  const newId = () => String(++made);
  let url = '';

  function add(id: string, text: string, sent: Record<string, unknown>): void {
    state.posts.unshift({ id, text, at: state.now(), sent });
  }

  /** Takes a post, unless the next act is another; tells how it is answered. */
  function publish(
    response: ServerResponse,
    errors: Record<'down' | 'limit' | 'token' | 'forbidden', Reply>,
    take: () => Reply,
  ): Reply | undefined {
    const act = state.next.shift();
    if (act === 'down' || act === 'limit' || act === 'token' || act === 'forbidden') return errors[act];
    const reply = take();
    if (act === 'silent') return undefined;
    if (act === 'lost') return void response.destroy();
    if (act === 'half') {
      response.writeHead(reply.status, { 'content-length': '500', 'content-type': 'application/json' });
      response.write('{"da');
      setTimeout(() => response.destroy(), 10);
      return undefined;
    }
    return reply;
  }

  function x(call: Call, response: ServerResponse): Reply | undefined {
    const { method, url: at, json } = call;
    const path = `${method} ${at.pathname}`;
    if (path === 'POST /2/media/upload') {
      const bytes = Buffer.from(String(json['media']), 'base64');
      if (json['media_category'] !== 'tweet_image' || bytes.length === 0)
        return no(400, { title: 'Invalid Request', detail: 'media is missing' });
      const id = newId();
      state.images.set(id, { bytes: bytes.length });
      return ok({ data: { id, media_key: `3_${id}`, expires_after_secs: 86_400 } });
    }
    if (path === 'POST /2/media/metadata') {
      const image = state.images.get(String(json['id']));
      const alt = (json['metadata'] as { alt_text?: { text?: string } })?.alt_text?.text;
      if (!image || alt === undefined) return no(400, { title: 'Invalid Request', detail: 'id or alt_text' });
      image.alt = alt;
      return ok({ data: { id: json['id'] } });
    }
    if (path === 'POST /2/tweets') {
      const text = String(json['text']);
      if (state.posts.some((post) => post.text === text))
        return no(403, {
          title: 'Forbidden',
          status: 403,
          detail: 'You are not allowed to create a Tweet with duplicate content.',
        });
      const errors = {
        down: no(503, { title: 'Service Unavailable', detail: 'Over capacity', status: 503 }),
        limit: {
          status: 429,
          body: { title: 'Too Many Requests', status: 429 },
          headers: { 'x-rate-limit-reset': String(Math.floor(state.now().getTime() / 1_000) + 900) },
        },
        token: no(401, { title: 'Unauthorized', status: 401, detail: 'Unauthorized' }),
        forbidden: no(403, { title: 'Forbidden', detail: 'You are not permitted to do this.' }),
      };
      return publish(response, errors, () => {
        const id = newId();
        add(id, text, json);
        return { status: 201, body: { data: { id, text, edit_history_tweet_ids: [id] } } };
      });
    }
    if (/^GET \/2\/users\/42\/tweets$/.test(path)) {
      if (!state.lists) return no(503, { title: 'Service Unavailable' });
      const max = Number(at.searchParams.get('max_results'));
      if (!(max >= 5 && max <= 100) || Number.isNaN(Date.parse(at.searchParams.get('start_time') ?? '')))
        return no(400, { title: 'Invalid Request', detail: 'max_results or start_time' });
      const data = state.posts.map(({ id, text, at: created }) => {
        const urls = [...text.matchAll(/https?:\/\/\S+/g)].map(([expanded_url], n) => ({
          url: `https://t.co/a${n}`,
          expanded_url,
        }));
        return {
          id,
          text: urls
            .reduce((is, { url: short, expanded_url }) => is.replace(expanded_url, short), text)
            .replaceAll('&', '&amp;'),
          created_at: created.toISOString(),
          entities: { urls },
        };
      });
      return ok(
        data.length > 0 ? { data, meta: { result_count: data.length } } : { meta: { result_count: 0 } },
      );
    }
    const id = /\/2\/tweets\/(\d+)$/.exec(at.pathname)?.[1] ?? '';
    const known = state.posts.find((post) => post.id === id);
    if (!known)
      return no(404, { title: 'Not Found Error', detail: `Could not find tweet with id: [${id}].` });
    if (method === 'DELETE') {
      state.posts = state.posts.filter((post) => post !== known);
      return ok({ data: { deleted: true } });
    }
    const public_metrics = {
      like_count: 7,
      reply_count: 2,
      retweet_count: 3,
      quote_count: 1,
      bookmark_count: 0,
      impression_count: 900,
    };
    return ok({
      data: { id, text: known.text, ...(at.searchParams.has('tweet.fields') ? { public_metrics } : {}) },
    });
  }

  function linkedin(call: Call, response: ServerResponse): Reply | undefined {
    const { method, url: at, headers, json } = call;
    if (headers['linkedin-version'] !== '202610')
      return no(426, {
        status: 426,
        code: 'NONEXISTENT_VERSION',
        message: 'Requested version is not active',
      });
    if (headers['x-restli-protocol-version'] !== '2.0.0')
      return no(400, { status: 400, message: 'protocol' });
    const path = `${method} ${at.pathname}`;
    if (path === 'POST /rest/images' && at.searchParams.get('action') === 'initializeUpload') {
      const id = `urn:li:image:C${newId()}`;
      return ok({ value: { uploadUrl: `${url}/dms-uploads/${id}`, image: id, uploadUrlExpiresAt: 1 } });
    }
    if (path === 'POST /rest/posts') {
      const commentary = String(json['commentary']);
      if (!LITTLE.test(commentary) || json['lifecycleState'] !== 'PUBLISHED')
        return no(400, { status: 400, message: 'commentary is not valid' });
      if (state.posts.some(({ text }) => text === commentary))
        return no(422, {
          status: 422,
          message: 'Content is a duplicate of urn:li:share:1',
          serviceErrorCode: 1,
        });
      const errors = {
        down: no(500, { status: 500, message: 'Internal Server Error' }),
        limit: no(429, { status: 429, message: 'Resource level throttle DAY limit is reached' }),
        token: no(401, { status: 401, serviceErrorCode: 65_602, message: 'The token has been revoked' }),
        forbidden: no(403, { status: 403, message: 'Not enough permissions to access: posts.CREATE' }),
      };
      return publish(response, errors, () => {
        const id = `urn:li:share:${newId()}`;
        add(id, commentary, json);
        return { status: 201, headers: { 'x-restli-id': id } };
      });
    }
    if (path === 'GET /rest/posts') {
      if (headers['x-restli-method'] !== 'FINDER' || at.searchParams.get('q') !== 'author')
        return no(400, { status: 400, message: 'finder' });
      if (!state.lists) return no(403, { status: 403, message: 'Not enough permissions' });
      const elements = state.posts.map(({ id, text, at: created }) => ({
        id,
        commentary: text,
        createdAt: created.getTime(),
        publishedAt: created.getTime(),
      }));
      return ok({ elements, paging: { start: 0, count: 20 } });
    }
    if (path === 'GET /rest/organizationalEntityShareStatistics')
      return ok({
        elements: [
          { totalShareStatistics: { likeCount: 7, commentCount: 2, shareCount: 4, impressionCount: 900 } },
        ],
      });
    // Restli wants the colons of a URN encoded.
    if (/urn:/.test(at.pathname))
      return no(400, { status: 400, message: 'Syntax exception in path variables' });
    const id = decodeURIComponent(at.pathname.replace('/rest/posts/', ''));
    const known = state.posts.find((post) => post.id === id);
    if (!known) return no(404, { status: 404, message: 'Post not found' });
    if (method !== 'DELETE') return ok({ id, commentary: known.text });
    state.posts = state.posts.filter((post) => post !== known);
    return { status: 204 };
  }

  const graphError = (status: number, code: number, message: string, more: object = {}): Reply =>
    no(status, { error: { message, type: 'OAuthException', code, fbtrace_id: 'A', ...more } });
  const GRAPH_ERRORS = {
    down: graphError(500, 2, 'Service temporarily unavailable', { is_transient: true }),
    limit: {
      ...graphError(400, 4, 'Application request limit reached'),
      headers: {
        'x-business-use-case-usage': '{"1":[{"type":"pages","estimated_time_to_regain_access":30}]}',
      },
    },
    token: graphError(400, 190, 'Error validating access token: Session has expired', { error_subcode: 463 }),
    forbidden: graphError(403, 200, 'Permissions error'),
  };
  const GONE = graphError(400, 100, 'Unsupported get request. Object does not exist', { error_subcode: 33 });

  function graph(call: Call, response: ServerResponse): Reply | undefined {
    const { method, url: at, json, headers, body } = call;
    const path = `${method} ${at.pathname.replace('/v25.0', '')}`;
    switch (path) {
      case 'POST /77/photos': {
        const text = body.toString('latin1');
        const multipart = headers['content-type']?.startsWith('multipart/form-data; boundary=');
        if (
          !multipart ||
          !/name="published"\r\n\r\nfalse/.test(text) ||
          !/name="source"; filename=/.test(text)
        )
          return graphError(400, 100, 'Invalid parameter');
        const id = newId();
        state.images.set(id, {
          bytes: body.length,
          alt: /alt_text_custom"\r\n\r\n([^\r]*)/.exec(text)?.[1] ?? '',
        });
        return ok({ id });
      }
      case 'POST /77/feed':
        return publish(response, GRAPH_ERRORS, () => {
          const id = `77_${newId()}`;
          add(id, String(json['message']), json);
          return ok({ id });
        });
      case 'GET /77/published_posts':
        if (!state.lists) return graphError(403, 10, 'Requires pages_read_engagement');
        return ok({
          data: state.posts.map(({ id, text, at: created }) => ({
            id,
            message: text,
            created_time: created.toISOString().replace(/\.\d+Z/, '+0000'),
          })),
        });
      case 'GET /88/content_publishing_limit':
        return ok({
          data: [{ quota_usage: state.quotaUsed, config: { quota_total: 100, quota_duration: 86_400 } }],
        });
      case 'POST /88/media': {
        if (json['image_url'] === undefined && json['media_type'] !== 'CAROUSEL')
          return graphError(400, 100, 'The parameter image_url is required');
        const id = newId();
        state.containers.set(id, { sent: json, published: false, looks: 0 });
        return ok({ id });
      }
      case 'POST /88/media_publish': {
        const container = state.containers.get(String(json['creation_id']));
        if (!container || container.published || container.looks < state.working)
          return graphError(400, 9007, 'Media ID is not available', { error_subcode: 2_207_027 });
        return publish(response, GRAPH_ERRORS, () => {
          const id = newId();
          container.published = true;
          add(id, String(container.sent['caption']), container.sent);
          return ok({ id });
        });
      }
      case 'GET /88/media':
        if (!state.lists) return graphError(403, 10, 'Permissions');
        return ok({
          data: state.posts.map(({ id, text, at: created }) => ({
            id,
            caption: text,
            timestamp: created.toISOString().replace(/\.\d+Z/, '+0000'),
          })),
        });
    }
    const id = at.pathname.split('/')[2] ?? '';
    const container = state.containers.get(id);
    if (container) {
      const ready = container.looks++ >= state.working;
      return ok({
        id,
        status_code: container.published ? 'PUBLISHED' : ready ? 'FINISHED' : 'IN_PROGRESS',
      });
    }
    const known = state.posts.find((post) => post.id === id);
    if (!known) return GONE;
    if (method === 'DELETE') {
      state.posts = state.posts.filter((post) => post !== known);
      return ok({ success: true });
    }
    if (at.pathname.endsWith('/insights'))
      return ok({
        data: (at.searchParams.get('metric') ?? '')
          .split(',')
          .map((name) => ({ name, period: 'lifetime', values: [{ value: name === 'shares' ? 4 : 900 }] })),
      });
    return ok({
      id,
      permalink: `https://www.instagram.com/p/${id}/`,
      permalink_url: `https://www.facebook.com/${id}`,
      like_count: 7,
      comments_count: 2,
      shares: { count: 4 },
      reactions: { data: [], summary: { total_count: 7 } },
      comments: { data: [], summary: { total_count: 2 } },
    });
  }

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
      reply = ok({ access_token: TOKEN, expires_in: 7_200, refresh_token: `refresh-${newId()}` });
    else if (headers.authorization !== `Bearer ${TOKEN}`)
      reply = no(401, { title: 'Unauthorized', message: 'token' });
    else if (at.pathname.startsWith('/2/')) reply = x(call, response);
    else if (at.pathname.startsWith('/rest/')) reply = linkedin(call, response);
    else if (at.pathname.startsWith('/v25.0/')) reply = graph(call, response);
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
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
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
