import * as z from 'zod';
import type { OpenConnection } from '../../../connections/app/ports/connections.ts';
import { apiOf } from '../../../connections/contract/providers.ts';
import { addMs, MINUTE } from '../../../kernel/clock.ts';
import type { Network, PublishedPost } from '../../app/ports/network.ts';
import { asker, at, bearer, type Dialect, type NetworkOptions, PAGE } from './network-call.ts';

const DIALECT: Dialect = {
  title: 'X',
  said: (json) => at(json, 'detail') ?? at(json, 'title'),
  judge({ status, json, headers }, now) {
    const words = String(at(json, 'detail') ?? '');
    if (status === 403 && /duplicate/i.test(words))
      return { kind: 'duplicate', advice: 'Such a post is there already: change the text.' };
    if (status === 402)
      return {
        kind: 'refused',
        advice: 'The credits of the app are used up: buy some, then retry the task.',
      };
    if (status !== 429) return undefined;
    const resets = [headers['x-rate-limit-reset'], headers['x-user-limit-24hour-reset']].map(Number);
    const until = Math.max(...resets.filter((seconds) => Number.isFinite(seconds)), 0) * 1_000;
    const retryAt = until > now.getTime() ? new Date(until) : addMs(now, 15 * MINUTE);
    return { kind: 'unavailable', advice: 'Its limit is reached.', retryAt };
  },
};

const uploaded = z.object({ data: z.object({ id: z.string() }) });
const created = z.object({ data: z.object({ id: z.string() }) });
const removed = z.object({ data: z.object({ deleted: z.literal(true) }) });
const found = z.object({ data: z.object({ id: z.string() }) });
const entity = z.object({ url: z.string(), expanded_url: z.string(), media_key: z.string().optional() });
const timeline = z.object({
  meta: z.object({ next_token: z.string().optional() }).default({}),
  data: z
    .array(
      z.object({
        id: z.string(),
        text: z.string(),
        created_at: z.iso.datetime(),
        entities: z.object({ urls: z.array(entity).default([]) }).optional(),
      }),
    )
    .default([]),
});
const metrics = z.object({
  data: z.object({
    public_metrics: z.object({
      like_count: z.number().int(),
      reply_count: z.number().int(),
      retweet_count: z.number().int(),
      quote_count: z.number().int(),
      impression_count: z.number().int().optional(),
    }),
  }),
});

/** X, API v2. A text comes back with short addresses and that of its images, which are taken out. */
export function xNetwork(options: NetworkOptions): Network {
  const ask = asker(options, DIALECT);
  const get = (opened: OpenConnection, path: string) => ({
    method: 'GET' as const,
    url: `${apiOf(opened)}${path}`,
    headers: bearer(opened),
  });
  const post = (opened: OpenConnection, path: string, json: unknown) => ({
    method: 'POST' as const,
    url: `${apiOf(opened)}${path}`,
    headers: bearer(opened),
    json,
  });
  return {
    name: 'x',
    async prepare(opened, { images }) {
      const ids: string[] = [];
      for (const { bytes, kind, alt } of images) {
        const body = {
          media: Buffer.from(bytes).toString('base64'),
          media_type: kind,
          media_category: 'tweet_image',
        };
        const { id } = (await ask(post(opened, '/2/media/upload', body), uploaded)).data.data;
        await ask(
          post(opened, '/2/media/metadata', { id, metadata: { alt_text: { text: alt } } }),
          z.unknown(),
        );
        ids.push(id);
      }
      return ids.join(',');
    },
    async send(opened, { text }, prepared) {
      const media = prepared === '' ? {} : { media: { media_ids: prepared.split(',') } };
      return (await ask(post(opened, '/2/tweets', { text, ...media }), created, true)).data.data.id;
    },
    async recent(opened, since) {
      const query = new URLSearchParams({
        max_results: String(PAGE),
        start_time: since.toISOString().replace(/\.\d+Z$/, 'Z'),
        'tweet.fields': 'created_at,entities',
      });
      const path = `/2/users/${opened.account['userId']}/tweets?${query}`;
      const { data, meta } = (await ask(get(opened, path), timeline)).data;
      const posts = data.map(
        ({ id, text, created_at, entities }): PublishedPost => ({
          id,
          text: (entities?.urls ?? []).reduce(
            (is, { url, expanded_url, media_key }) => is.replace(url, media_key ? '' : expanded_url),
            text,
          ),
          at: new Date(created_at),
        }),
      );
      return { posts, more: meta.next_token !== undefined };
    },
    addressOf: async (_, id) => `https://x.com/i/web/status/${id}`,
    async find(opened, id) {
      await ask(get(opened, `/2/tweets/${id}`), found);
    },
    async remove(opened, id) {
      const url = `${apiOf(opened)}/2/tweets/${id}`;
      await ask({ method: 'DELETE', url, headers: bearer(opened) }, removed, true);
    },
    async numbers(opened, id) {
      const { data } = await ask(get(opened, `/2/tweets/${id}?tweet.fields=public_metrics`), metrics);
      const { like_count, reply_count, retweet_count, quote_count, impression_count } =
        data.data.public_metrics;
      return {
        likes: like_count,
        comments: reply_count,
        shares: retweet_count + quote_count,
        views: impression_count,
      };
    },
  };
}
