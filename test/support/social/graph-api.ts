import type { ServerResponse } from 'node:http';
import { type Call, no, ok, type Reply, type SocialWorld } from './social-world.ts';

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

/** The Graph API: a page of Facebook (77) and an account of Instagram (88). */
export function graphApi(world: SocialWorld, call: Call, response: ServerResponse): Reply | undefined {
  const { method, url: at, json, headers, body } = call;
  const path = `${method} ${at.pathname.replace('/v25.0', '')}`;
  switch (path) {
    case 'POST /77/photos': {
      const text = body.toString('latin1');
      const multipart = headers['content-type']?.startsWith('multipart/form-data; boundary=');
      if (!multipart || !/name="published"\r\n\r\nfalse/.test(text) || !/name="source"; filename=/.test(text))
        return graphError(400, 100, 'Invalid parameter');
      const id = world.newId();
      world.state.images.set(id, {
        bytes: body.length,
        alt: /alt_text_custom"\r\n\r\n([^\r]*)/.exec(text)?.[1] ?? '',
      });
      return ok({ id });
    }
    case 'POST /77/feed':
      return world.publish(response, GRAPH_ERRORS, () => {
        const id = `77_${world.newId()}`;
        world.add(id, String(json['message']), json);
        return ok({ id });
      });
    case 'GET /77/published_posts':
      if (!world.state.lists) return graphError(403, 10, 'Requires pages_read_engagement');
      return ok({
        data: world.state.posts.map(({ id, text, at: created }) => ({
          id,
          message: text,
          created_time: created.toISOString().replace(/\.\d+Z/, '+0000'),
        })),
      });
    case 'GET /88/content_publishing_limit':
      return ok({
        data: [{ quota_usage: world.state.quotaUsed, config: { quota_total: 100, quota_duration: 86_400 } }],
      });
    case 'POST /88/media': {
      if (json['image_url'] === undefined && json['media_type'] !== 'CAROUSEL')
        return graphError(400, 100, 'The parameter image_url is required');
      const id = world.newId();
      world.state.containers.set(id, { sent: json, published: false, looks: 0 });
      return ok({ id });
    }
    case 'POST /88/media_publish': {
      const container = world.state.containers.get(String(json['creation_id']));
      if (!container || container.published || container.looks < world.state.working)
        return graphError(400, 9007, 'Media ID is not available', { error_subcode: 2_207_027 });
      return world.publish(response, GRAPH_ERRORS, () => {
        const id = world.newId();
        container.published = true;
        world.add(id, String(container.sent['caption']), container.sent);
        return ok({ id });
      });
    }
    case 'GET /88/media':
      if (!world.state.lists) return graphError(403, 10, 'Permissions');
      return ok({
        data: world.state.posts.map(({ id, text, at: created }) => ({
          id,
          caption: text,
          timestamp: created.toISOString().replace(/\.\d+Z/, '+0000'),
        })),
      });
  }
  const id = at.pathname.split('/')[2] ?? '';
  const container = world.state.containers.get(id);
  if (container) {
    const ready = container.looks++ >= world.state.working;
    return ok({
      id,
      status_code: container.published ? 'PUBLISHED' : ready ? 'FINISHED' : 'IN_PROGRESS',
    });
  }
  const known = world.state.posts.find((post) => post.id === id);
  if (!known) return GONE;
  if (method === 'DELETE') {
    world.state.posts = world.state.posts.filter((post) => post !== known);
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
