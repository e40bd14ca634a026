import * as z from 'zod';
import { oneLine } from '../../../kernel/contract/common.ts';
import { FAULT_WORDS } from '../../../webhooks/adapters/https/fault-words.ts';
import type { JsonAnswer, JsonClient } from '../../../webhooks/adapters/https/json-client.ts';
import type { OpenConnection } from '../../app/ports/connections.ts';
import type { Refreshed } from '../../app/ports/vendors.ts';
import { providerRow } from '../../contract/providers.ts';

const grantSchema = z.object({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().int().positive().default(3_600),
  refresh_token: z.string().min(1).optional(),
});
const errorSchema = z.object({ error: z.string(), error_description: z.string().default('') });

/** These say that the request was not worked on. */
const NOT_WORKED_ON = [429, 503];
const MAX_SAID = 200;

/** Asks for a new access token once. */
export async function refreshAt(
  call: JsonClient,
  { provider, account }: Pick<OpenConnection, 'provider' | 'account'>,
  given: Readonly<Record<string, string>>,
): Promise<Refreshed> {
  const { title, refresh } = providerRow(provider);
  if (!refresh) return { kind: 'refused', reason: `${title} has no refresh tokens.` };
  const { refreshToken = '', clientId = '', clientSecret } = given;
  const isBasic = refresh.client === 'basic' && clientSecret !== undefined;
  const answer = await call({
    method: 'POST',
    url: account['api'] === undefined ? refresh.url : account['api'] + new URL(refresh.url).pathname,
    headers: isBasic
      ? { authorization: basic(encodeURIComponent(clientId), encodeURIComponent(clientSecret)) }
      : {},
    form: {
      grant_type: 'refresh_token',
      refresh_token: refreshToken,
      ...(isBasic ? {} : { client_id: clientId }),
      ...(isBasic || clientSecret === undefined ? {} : { client_secret: clientSecret }),
    },
  });
  return read(answer, title);
}

function read(answer: JsonAnswer, title: string): Refreshed {
  if (answer.kind === 'no-answer') {
    const reason = `The token address of ${title} ${FAULT_WORDS[answer.fault]}.`;
    return { kind: answer.neverSent ? 'not-taken' : 'lost', reason };
  }
  const { status, json } = answer;
  const grant = grantSchema.safeParse(json);
  if (status === 200 && grant.success) {
    const { access_token: accessToken, expires_in: lasts, refresh_token: refreshToken } = grant.data;
    return { kind: 'granted', accessToken, lasts, refreshToken };
  }
  const { error, error_description: more } = errorSchema.safeParse(json).data ?? {
    error: '',
    error_description: '',
  };
  const said = oneLine(`${error}${more && `: ${more}`}`, MAX_SAID);
  const reason = `${title} answered ${status} to the refresh token${said && ` (${said})`}.`;
  if (NOT_WORKED_ON.includes(status)) return { kind: 'not-taken', reason };
  if (status >= 400 && status < 500)
    return { kind: 'refused', reason: `${reason} Authorise Rex anew there.` };
  return { kind: 'lost', reason };
}

/** The `Authorization` of a name and a password (RFC 7617). */
export const basic = (name: string, password: string): string =>
  `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;
