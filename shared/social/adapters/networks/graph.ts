import * as z from 'zod';
import type { OpenConnection } from '../../../connections/app/ports/connections.ts';
import { API_VERSIONS } from '../../../connections/contract/api-versions.ts';
import { apiOf } from '../../../connections/contract/providers.ts';
import { addMs, HOUR, MINUTE } from '../../../kernel/clock.ts';
import type { Answered } from '../../../webhooks/adapters/https/json-client.ts';
import { at, type Dialect } from './network-call.ts';

export const graphUrl = (opened: OpenConnection, path: string): string =>
  `${apiOf(opened)}/${API_VERSIONS.graph}/${path}`;

/** Of a list: `next` where there is more. A page may be shorter than asked for although there is. */
export const paging = z.object({ next: z.string().optional() }).default({});

const THROTTLED = [4, 17, 32, 341, 613];
const TOKEN_OVER = [102, 190, 463, 467];
const DUPLICATE = 506;
const BLOCKED = 368;
/** An object that is not there, or that the token may not see. */
const NO_OBJECT = { code: 100, subcode: 33 };

/** Errors of Meta, which have numbers of their own and mostly the status 400. */
export const graphDialect = (title: string): Dialect => ({
  title,
  said: (json) => at(json, 'error.error_user_msg') ?? at(json, 'error.message'),
  judge({ json, headers, status }, now) {
    const code = Number(at(json, 'error.code'));
    if (TOKEN_OVER.includes(code))
      return {
        kind: 'token',
        advice: 'Make a new access token and renew the connection with it, then retry the task.',
      };
    if (THROTTLED.includes(code))
      return {
        kind: 'unavailable',
        advice: 'Its limit is reached.',
        retryAt: addMs(now, regainMs(headers) ?? HOUR),
      };
    if (code === DUPLICATE)
      return { kind: 'duplicate', advice: 'Such a post is there already: change the text.' };
    if (code === BLOCKED)
      return { kind: 'refused', advice: 'The account is blocked for a while: look at it in the app.' };
    if (code === NO_OBJECT.code && Number(at(json, 'error.error_subcode')) === NO_OBJECT.subcode)
      return { kind: 'gone', advice: '' };
    if (code === 10 || (code >= 200 && code < 300))
      return { kind: 'refused', advice: 'The token lacks a permission for this.' };
    // It says that it is passing, not that nothing was done.
    if (at(json, 'error.is_transient') === true && status < 500) return { kind: 'uncertain', advice: '' };
    return undefined;
  },
});

/** Minutes, in a header of JSON by business. */
function regainMs(headers: Answered['headers']): number | undefined {
  const minutes = /"estimated_time_to_regain_access":\s*(\d+)/.exec(
    String(headers['x-business-use-case-usage'] ?? ''),
  )?.[1];
  return minutes === undefined || minutes === '0' ? undefined : Number(minutes) * MINUTE;
}
