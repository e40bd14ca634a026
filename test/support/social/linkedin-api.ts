import type { ServerResponse } from 'node:http';
import { type Call, no, ok, type Reply, type SocialWorld } from './social-world.ts';

/** Reads little text as LinkedIn does: an unescaped reserved character would be lost, so it is refused. */
const LITTLE = /^(?:[^\\()[\]{}<>@|~_*#]|\\[\\()[\]{}<>@|~_*#]|\{hashtag\|\\#\|[^{}|]+\})*$/su;

/** LinkedIn, versioned REST. */
export function linkedinApi(world: SocialWorld, call: Call, response: ServerResponse): Reply | undefined {
  const { method, url: at, headers, json } = call;
  if (headers['linkedin-version'] !== '202610')
    return no(426, {
      status: 426,
      code: 'NONEXISTENT_VERSION',
      message: 'Requested version is not active',
    });
  if (headers['x-restli-protocol-version'] !== '2.0.0') return no(400, { status: 400, message: 'protocol' });
  const path = `${method} ${at.pathname}`;
  if (path === 'POST /rest/images' && at.searchParams.get('action') === 'initializeUpload') {
    const id = `urn:li:image:C${world.newId()}`;
    return ok({ value: { uploadUrl: `${world.url}/dms-uploads/${id}`, image: id, uploadUrlExpiresAt: 1 } });
  }
  if (path === 'POST /rest/posts') {
    const commentary = String(json['commentary']);
    if (!LITTLE.test(commentary) || json['lifecycleState'] !== 'PUBLISHED')
      return no(400, { status: 400, message: 'commentary is not valid' });
    if (world.state.posts.some(({ text }) => text === commentary))
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
    return world.publish(response, errors, () => {
      const id = `urn:li:share:${world.newId()}`;
      world.add(id, commentary, json);
      return { status: 201, headers: { 'x-restli-id': id } };
    });
  }
  if (path === 'GET /rest/posts') {
    if (headers['x-restli-method'] !== 'FINDER' || at.searchParams.get('q') !== 'author')
      return no(400, { status: 400, message: 'finder' });
    if (!world.state.lists) return no(403, { status: 403, message: 'Not enough permissions' });
    const elements = world.state.posts.map(({ id, text, at: created }) => ({
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
  const known = world.state.posts.find((post) => post.id === id);
  if (!known) return no(404, { status: 404, message: 'Post not found' });
  if (method !== 'DELETE') return ok({ id, commentary: known.text });
  world.state.posts = world.state.posts.filter((post) => post !== known);
  return { status: 204 };
}
