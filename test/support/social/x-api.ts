import type { ServerResponse } from 'node:http';
import { type Call, no, ok, type Reply, type SocialWorld } from './social-world.ts';

/** X, API v2. */
export function xApi(world: SocialWorld, call: Call, response: ServerResponse): Reply | undefined {
  const { method, url: at, json } = call;
  const path = `${method} ${at.pathname}`;
  if (path === 'POST /2/media/upload') {
    const bytes = Buffer.from(String(json['media']), 'base64');
    if (json['media_category'] !== 'tweet_image' || bytes.length === 0)
      return no(400, { title: 'Invalid Request', detail: 'media is missing' });
    const id = world.newId();
    world.state.images.set(id, { bytes: bytes.length });
    return ok({ data: { id, media_key: `3_${id}`, expires_after_secs: 86_400 } });
  }
  if (path === 'POST /2/media/metadata') {
    const image = world.state.images.get(String(json['id']));
    const alt = (json['metadata'] as { alt_text?: { text?: string } })?.alt_text?.text;
    if (!image || alt === undefined) return no(400, { title: 'Invalid Request', detail: 'id or alt_text' });
    image.alt = alt;
    return ok({ data: { id: json['id'] } });
  }
  if (path === 'POST /2/tweets') {
    const text = String(json['text']);
    if (world.state.posts.some((post) => post.text === text))
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
        headers: { 'x-rate-limit-reset': String(Math.floor(world.state.now().getTime() / 1_000) + 900) },
      },
      token: no(401, { title: 'Unauthorized', status: 401, detail: 'Unauthorized' }),
      forbidden: no(403, { title: 'Forbidden', detail: 'You are not permitted to do this.' }),
    };
    return world.publish(response, errors, () => {
      const id = world.newId();
      world.add(id, text, json);
      return { status: 201, body: { data: { id, text, edit_history_tweet_ids: [id] } } };
    });
  }
  if (/^GET \/2\/users\/42\/tweets$/.test(path)) {
    if (!world.state.lists) return no(503, { title: 'Service Unavailable' });
    const max = Number(at.searchParams.get('max_results'));
    if (!(max >= 5 && max <= 100) || Number.isNaN(Date.parse(at.searchParams.get('start_time') ?? '')))
      return no(400, { title: 'Invalid Request', detail: 'max_results or start_time' });
    const data = world.state.posts.map(({ id, text, at: created }) => {
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
  const known = world.state.posts.find((post) => post.id === id);
  if (!known) return no(404, { title: 'Not Found Error', detail: `Could not find tweet with id: [${id}].` });
  if (method === 'DELETE') {
    world.state.posts = world.state.posts.filter((post) => post !== known);
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
