import * as z from 'zod';
import type { OpenConnection } from '../../../connections/app/ports/connections.ts';
import { addMs, HOUR, SECOND } from '../../../kernel/clock.ts';
import { type Network, NetworkFault } from '../../app/ports/network.ts';
import { graphDialect, graphUrl, paging } from './graph.ts';
import { asker, bearer, type NetworkOptions, PAGE } from './network-call.ts';

const made = z.object({ id: z.string() });
const container = z.object({
  status_code: z.enum(['EXPIRED', 'ERROR', 'FINISHED', 'IN_PROGRESS', 'PUBLISHED']),
  status: z.string().optional(),
});
const quota = z.object({
  data: z
    .array(
      z.object({
        quota_usage: z.number().int(),
        config: z.object({ quota_total: z.number().int(), quota_duration: z.number().int() }),
      }),
    )
    .min(1),
});
const media = z.object({
  paging,
  data: z.array(z.object({ id: z.string(), caption: z.string().default(''), timestamp: z.string() })),
});
const permalink = z.object({ permalink: z.url() });
const counts = z.object({
  like_count: z.number().int().optional(),
  comments_count: z.number().int().optional(),
});
const insights = z.object({
  data: z.array(z.object({ name: z.string(), values: z.array(z.object({ value: z.number() })) })),
});

/** Images are ready in seconds; longer than that, the next try goes on with the container that is kept. */
const LOOKS = 10;
const PAUSE_MS = 2 * SECOND;
const COME_BACK_MS = 5 * 60 * SECOND;

/** Instagram. It fetches images itself, makes a container of them, and publishes a container once. */
export function instagramNetwork(options: NetworkOptions): Network {
  const ask = asker(options, graphDialect('Instagram'));
  const get = (opened: OpenConnection, path: string) => ({
    method: 'GET' as const,
    url: graphUrl(opened, path),
    headers: bearer(opened),
  });
  const post = (opened: OpenConnection, path: string, json: unknown) => ({
    method: 'POST' as const,
    url: graphUrl(opened, `${opened.account['userId']}/${path}`),
    headers: bearer(opened),
    json,
  });
  const statusOf = async (opened: OpenConnection, id: string) =>
    (await ask(get(opened, `${id}?fields=status_code,status`), container)).data;

  async function finish(opened: OpenConnection, id: string): Promise<'ready' | 'over'> {
    for (let look = 0; look < LOOKS; look++) {
      const { status_code, status = '' } = await statusOf(opened, id);
      if (status_code === 'FINISHED' || status_code === 'PUBLISHED') return 'ready';
      if (status_code === 'EXPIRED') return 'over';
      if (status_code === 'ERROR')
        throw new NetworkFault(
          'refused',
          `Instagram could not work with the images (${status.slice(0, 200)}).`,
        );
      await options.wait(PAUSE_MS);
    }
    const retryAt = addMs(options.clock.now(), COME_BACK_MS);
    throw new NetworkFault('unavailable', 'Instagram still works on the images.', retryAt);
  }

  return {
    name: 'instagram',
    async ready(opened) {
      const path = `${opened.account['userId']}/content_publishing_limit?fields=config,quota_usage`;
      const { data } = await ask(get(opened, path), quota);
      const [limit] = data.data;
      if (limit && limit.quota_usage >= limit.config.quota_total)
        throw new NetworkFault(
          'unavailable',
          `Instagram takes ${limit.config.quota_total} posts in ${Math.round(limit.config.quota_duration / 3_600)} hours, and has had them.`,
          addMs(options.clock.now(), HOUR),
        );
    },
    async prepare(opened, { text, images }, { kept, keep }) {
      if (kept !== undefined && (await finish(opened, kept)) === 'ready') return kept;
      const make = async (body: object) => (await ask(post(opened, 'media', body), made)).data.id;
      const one = ({ url, alt }: (typeof images)[number]) => ({ image_url: url, alt_text: alt });
      const [first] = images;
      let id: string;
      if (images.length === 1 && first) id = await make({ ...one(first), caption: text });
      else {
        const children: string[] = [];
        for (const image of images) children.push(await make({ ...one(image), is_carousel_item: true }));
        for (const child of children) await finish(opened, child);
        id = await make({ media_type: 'CAROUSEL', children: children.join(','), caption: text });
      }
      await keep(id);
      await finish(opened, id);
      return id;
    },
    async send(opened, _, prepared) {
      // A container that was published is so: a second request would say that it is wrong.
      if ((await statusOf(opened, prepared)).status_code === 'PUBLISHED')
        throw new NetworkFault('duplicate', 'Instagram has published this already.');
      return (await ask(post(opened, 'media_publish', { creation_id: prepared }), made, true)).data.id;
    },
    async recent(opened) {
      const path = `${opened.account['userId']}/media?fields=id,caption,timestamp&limit=${PAGE}`;
      const { data } = await ask(get(opened, path), media);
      const posts = data.data.map(({ id, caption, timestamp }) => ({
        id,
        text: caption,
        at: new Date(timestamp),
      }));
      return { posts, more: data.paging.next !== undefined };
    },
    addressOf: async (opened, id) =>
      (await ask(get(opened, `${id}?fields=permalink`), permalink)).data.permalink,
    async find(opened, id) {
      await ask(get(opened, `${id}?fields=id`), made);
    },
    async numbers(opened, id) {
      const { data } = await ask(get(opened, `${id}?fields=like_count,comments_count`), counts);
      const seen = (await ask(get(opened, `${id}/insights?metric=views,shares`), insights)).data.data;
      const of = (metric: string) => seen.find(({ name }) => name === metric)?.values[0]?.value;
      return {
        likes: data.like_count,
        comments: data.comments_count,
        shares: of('shares'),
        views: of('views'),
      };
    },
  };
}
