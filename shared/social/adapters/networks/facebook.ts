import * as z from 'zod';
import type { OpenConnection } from '../../../connections/app/ports/connections.ts';
import type { Network } from '../../app/ports/network.ts';
import { graphDialect, graphUrl, paging } from './graph.ts';
import { asker, bearer, type NetworkOptions, PAGE } from './network-call.ts';

const made = z.object({ id: z.string() });
const done = z.object({ success: z.literal(true) });
const permalink = z.object({ permalink_url: z.url() });
const published = z.object({
  paging,
  data: z.array(z.object({ id: z.string(), message: z.string().default(''), created_time: z.string() })),
});
const counted = z.object({ summary: z.object({ total_count: z.number().int() }) });
const numbers = z.object({
  shares: z.object({ count: z.number().int() }).default({ count: 0 }),
  reactions: counted,
  comments: counted,
});
const insights = z.object({
  data: z.array(z.object({ name: z.string(), values: z.array(z.object({ value: z.unknown() })) })),
});
const VIEWS = 'post_media_view';

/** A page of Facebook. Its images are uploaded as they were approved; none is seen before the post. */
export function facebookNetwork(options: NetworkOptions): Network {
  const ask = asker(options, graphDialect('Facebook'));
  const get = (opened: OpenConnection, path: string) => ({
    method: 'GET' as const,
    url: graphUrl(opened, path),
    headers: bearer(opened),
  });
  return {
    name: 'facebook',
    async prepare(opened, { images }) {
      const ids: string[] = [];
      for (const { bytes, kind, alt } of images) {
        const form = new FormData();
        form.set('published', 'false');
        form.set('alt_text_custom', alt);
        form.set('source', new Blob([Uint8Array.from(bytes)], { type: kind }), 'image');
        const encoded = new Response(form);
        const headers = { ...bearer(opened), 'content-type': encoded.headers.get('content-type') ?? '' };
        const { data } = await ask(
          {
            method: 'POST',
            url: graphUrl(opened, `${opened.account['pageId']}/photos`),
            headers,
            bytes: new Uint8Array(await encoded.arrayBuffer()),
          },
          made,
        );
        ids.push(data.id);
      }
      return ids.join(',');
    },
    async send(opened, { text, card }, prepared) {
      const media = prepared.split(',').filter(Boolean);
      const json = {
        message: text,
        ...(card && { link: card.url }),
        ...(media.length > 0 && { attached_media: media.map((media_fbid) => ({ media_fbid })) }),
      };
      const url = graphUrl(opened, `${opened.account['pageId']}/feed`);
      return (await ask({ method: 'POST', url, headers: bearer(opened), json }, made, true)).data.id;
    },
    async recent(opened, since) {
      const query = new URLSearchParams({
        fields: 'id,message,created_time',
        since: String(Math.floor(since.getTime() / 1_000)),
        limit: String(PAGE),
      });
      const { data } = await ask(
        get(opened, `${opened.account['pageId']}/published_posts?${query}`),
        published,
      );
      const posts = data.data.map(({ id, message, created_time }) => ({
        id,
        text: message,
        at: new Date(created_time),
      }));
      return { posts, more: data.paging.next !== undefined };
    },
    addressOf: async (opened, id) =>
      (await ask(get(opened, `${id}?fields=permalink_url`), permalink)).data.permalink_url,
    async find(opened, id) {
      await ask(get(opened, `${id}?fields=id`), made);
    },
    async remove(opened, id) {
      await ask({ method: 'DELETE', url: graphUrl(opened, id), headers: bearer(opened) }, done, true);
    },
    async numbers(opened, id) {
      const fields = 'shares,reactions.limit(0).summary(total_count),comments.limit(0).summary(total_count)';
      const { data } = await ask(get(opened, `${id}?${new URLSearchParams({ fields })}`), numbers);
      const seen = (await ask(get(opened, `${id}/insights?metric=${VIEWS}&period=lifetime`), insights)).data;
      const views = seen.data.find(({ name }) => name === VIEWS)?.values[0]?.value;
      return {
        likes: data.reactions.summary.total_count,
        comments: data.comments.summary.total_count,
        shares: data.shares.count,
        views: typeof views === 'number' ? views : undefined,
      };
    },
  };
}
