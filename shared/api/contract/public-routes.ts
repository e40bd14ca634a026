import * as z from 'zod';
import { routes } from '../../kernel/contract/route.ts';

/** Any text: a link that is not ours is unknown (404), not malformed. */
const params = z.object({ token: z.string() });

/** What recipients reach without signing in. A GET never unsubscribes: link scanners follow every link (RFC 8058). */
export const publicRoutes = routes({
  unsubscribePage: {
    operationId: 'unsubscribePage',
    method: 'GET',
    path: '/u/{token}',
    summary: 'A page with a button; looking at it changes nothing.',
    roles: 'public',
    traffic: 'recipients',
    params,
    success: { status: 200, contentType: 'text/html; charset=utf-8' },
    errors: ['NOT_FOUND'],
  },
  unsubscribe: {
    operationId: 'unsubscribe',
    method: 'POST',
    path: '/u/{token}',
    summary: 'One-click unsubscribe (RFC 8058): takes effect before the next message, for good.',
    roles: 'public',
    traffic: 'recipients',
    params,
    success: { status: 200, contentType: 'text/html; charset=utf-8' },
    errors: ['NOT_FOUND'],
  },
});
