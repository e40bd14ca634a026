import * as z from 'zod';
import { routes } from '../../kernel/contract/route.ts';

/** Any text is accepted: a wrong link is unknown (404), not malformed. */
const params = z.object({ token: z.string() });

/** Pages for recipients, who do not sign in. A GET never unsubscribes, because link scanners follow every link (RFC 8058). */
export const publicRoutes = routes({
  unsubscribePage: {
    operationId: 'unsubscribePage',
    method: 'GET',
    path: '/u/{token}',
    summary: 'Unsubscribe page with a button. Opening it changes nothing.',
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
    summary: 'One-click unsubscribe (RFC 8058). It takes effect before the next message, permanently.',
    roles: 'public',
    traffic: 'recipients',
    params,
    success: { status: 200, contentType: 'text/html; charset=utf-8' },
    errors: ['NOT_FOUND'],
  },
});
