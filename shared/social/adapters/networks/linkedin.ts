import * as z from 'zod';
import type { OpenConnection } from '../../../connections/app/ports/connections.ts';
import { API_VERSIONS } from '../../../connections/contract/api-versions.ts';
import { apiOf } from '../../../connections/contract/providers.ts';
import { DAY } from '../../../kernel/clock.ts';
import { type Network, NetworkFault, type Post } from '../../app/ports/network.ts';
import { littleText, plainOfLittleText } from '../../domain/networks.ts';
import { asker, at, bearer, type Dialect, type NetworkOptions, PAGE } from './network-call.ts';

const VERSION = API_VERSIONS.linkedin;

const DIALECT: Dialect = {
  title: 'LinkedIn',
  said: (json) => at(json, 'message'),
  judge({ status, json }, now) {
    if (status === 422 && /duplicate/i.test(JSON.stringify(json ?? '')))
      return { kind: 'duplicate', advice: 'Such a post is there already: change the text.' };
    if (status === 426)
      return { kind: 'refused', advice: `It has ended version ${VERSION} of its API: update Rex.` };
    if (status === 403)
      return {
        kind: 'refused',
        advice: 'The member may not do this: look at the scopes, and at the role for the page.',
      };
    if (status !== 429) return undefined;
    // Its limits are of the day, in UTC.
    const retryAt = new Date((Math.floor(now.getTime() / DAY) + 1) * DAY);
    return { kind: 'unavailable', advice: 'Its limit of the day is reached.', retryAt };
  },
};

const initialized = z.object({
  value: z.object({ uploadUrl: z.url(), image: z.string().startsWith('urn:li:image:') }),
});
const published = z.object({
  elements: z.array(
    z.object({
      id: z.string(),
      commentary: z.string().default(''),
      publishedAt: z.number().optional(),
      createdAt: z.number(),
    }),
  ),
});
const shareStatistics = z.object({
  elements: z.array(
    z.object({
      totalShareStatistics: z.object({
        likeCount: z.number().int(),
        commentCount: z.number().int(),
        shareCount: z.number().int(),
        impressionCount: z.number().int(),
      }),
    }),
  ),
});
const actions = z.object({
  likesSummary: z.object({ totalLikes: z.number().int() }).optional(),
  commentsSummary: z.object({ totalFirstLevelComments: z.number().int() }).optional(),
});

const enc = encodeURIComponent;

/** LinkedIn, versioned REST API. Members may seldom read their own posts by it: then what is unclear stays so. */
export function linkedinNetwork(options: NetworkOptions): Network {
  const ask = asker(options, DIALECT);
  const request = (
    opened: OpenConnection,
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    more: { readonly json?: unknown; readonly headers?: Record<string, string> } = {},
  ) => ({
    method,
    url: `${apiOf(opened)}/rest/${path}`,
    json: more.json,
    headers: {
      ...bearer(opened),
      'linkedin-version': VERSION,
      'x-restli-protocol-version': '2.0.0',
      ...more.headers,
    },
  });
  const author = ({ account }: OpenConnection): string => account['author'] ?? '';
  return {
    name: 'linkedin',
    async prepare(opened, { images }) {
      const urns: string[] = [];
      for (const { bytes, kind } of images) {
        const json = { initializeUploadRequest: { owner: author(opened) } };
        const { data } = await ask(
          request(opened, 'POST', 'images?action=initializeUpload', { json }),
          initialized,
        );
        const { uploadUrl, image } = data.value;
        const headers = { ...bearer(opened), 'content-type': kind };
        await ask({ method: 'PUT', url: uploadUrl, headers, bytes }, z.unknown());
        urns.push(image);
      }
      return urns.join(',');
    },
    async send(opened, post, prepared) {
      const json = {
        author: author(opened),
        commentary: littleText(post.text),
        visibility: 'PUBLIC',
        distribution: {
          feedDistribution: 'MAIN_FEED',
          targetEntities: [],
          thirdPartyDistributionChannels: [],
        },
        ...contentOf(post, prepared),
        lifecycleState: 'PUBLISHED',
        isReshareDisabledByAuthor: false,
      };
      const { headers } = await ask(request(opened, 'POST', 'posts', { json }), z.unknown(), true);
      const id = headers['x-restli-id'];
      if (typeof id === 'string' && id.startsWith('urn:li:')) return id;
      throw new NetworkFault('uncertain', 'LinkedIn answered without the id of the post.');
    },
    async recent(opened) {
      const path = `posts?author=${enc(author(opened))}&q=author&count=${PAGE}&sortBy=CREATED`;
      const headers = { 'x-restli-method': 'FINDER' };
      const { data } = await ask(request(opened, 'GET', path, { headers }), published);
      const posts = data.elements.map(({ id, commentary, publishedAt, createdAt }) => ({
        id,
        text: plainOfLittleText(commentary),
        at: new Date(publishedAt ?? createdAt),
      }));
      return { posts, more: posts.length >= PAGE };
    },
    addressOf: async (_, id) => `https://www.linkedin.com/feed/update/${id}`,
    async find(opened, id) {
      await ask(request(opened, 'GET', `posts/${enc(id)}`), z.unknown());
    },
    async remove(opened, id) {
      const headers = { 'x-restli-method': 'DELETE' };
      await ask(request(opened, 'DELETE', `posts/${enc(id)}`, { headers }), z.unknown(), true);
    },
    async numbers(opened, id) {
      if (author(opened).startsWith('urn:li:organization:')) {
        const of = id.startsWith('urn:li:ugcPost:') ? 'ugcPosts' : 'shares';
        const path = `organizationalEntityShareStatistics?q=organizationalEntity&organizationalEntity=${enc(author(opened))}&${of}=List(${enc(id)})`;
        const { data } = await ask(request(opened, 'GET', path), shareStatistics);
        const numbers = data.elements[0]?.totalShareStatistics;
        return {
          likes: numbers?.likeCount,
          comments: numbers?.commentCount,
          shares: numbers?.shareCount,
          views: numbers?.impressionCount,
        };
      }
      const { data } = await ask(request(opened, 'GET', `socialActions/${enc(id)}`), actions);
      return {
        likes: data.likesSummary?.totalLikes,
        comments: data.commentsSummary?.totalFirstLevelComments,
      };
    },
  };
}

function contentOf({ card, images }: Post, prepared: string): object {
  if (card) return { content: { article: { source: card.url, title: card.title } } };
  const media = prepared
    .split(',')
    .filter(Boolean)
    .map((id, n) => ({ id, altText: images[n]?.alt }));
  if (media.length > 1) return { content: { multiImage: { images: media } } };
  return media.length === 1 ? { content: { media: media[0] } } : {};
}
