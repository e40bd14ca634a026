import * as openid from 'openid-client';
import * as z from 'zod';
import { systemRoutes } from '../../../shared/operations/contract/system-routes.ts';
import { call } from '../api-client.ts';
import { CliError } from '../cli-error.ts';
import { statusSchema } from '../local/local-rex.ts';

/** Whose tokens an API takes, and how to ask for them. */
export interface Issuer {
  readonly configuration: openid.Configuration;
  readonly issuer: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
}

const ANSWERS_WITHIN_MS = 5_000;

/**
 * Asks the API whom it trusts, and that issuer how it works.
 * @throws CliError INSECURE when tokens would travel in clear, UNREACHABLE, ISSUER_UNREACHABLE
 */
export async function openIssuer(api: string, signal: AbortSignal): Promise<Issuer> {
  requireTls(api);
  const connection = { url: api, signal, token: async () => '' };
  const { signIn } = await call(connection, systemRoutes.discovery, {});
  return { ...signIn, configuration: await configurationOf(api, signIn) };
}

/** The same without asking the API: for a session that knows its issuer. */
export async function configurationOf(
  api: string,
  { issuer, clientId }: { readonly issuer: string; readonly clientId: string },
): Promise<openid.Configuration> {
  requireTls(issuer);
  const options = isLoopback(issuer) ? { execute: [openid.allowInsecureRequests] } : {};
  const metadata = { [openid.clockSkew]: isLoopback(api) ? await localSkew(api) : 0 };
  return openid
    .discovery(new URL(issuer), clientId, metadata, openid.None(), options)
    .catch((cause: unknown) => {
      throw new CliError('ISSUER_UNREACHABLE', `${issuer} does not answer as an issuer of tokens.`, {
        cause,
      });
    });
}

/** Seconds by which a local Rex is ahead of this machine: its clock jumps, and its tokens are of its time. */
async function localSkew(api: string): Promise<number> {
  const status = await fetch(`${api}/_local/status`, { signal: AbortSignal.timeout(ANSWERS_WITHIN_MS) })
    .then(async (response) => z.object({ now: statusSchema.shape.now }).safeParse(await response.json()).data)
    .catch(() => undefined);
  return status ? Math.round((Date.parse(status.now) - Date.now()) / 1000) : 0;
}

const LOOPBACK: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];
const isLoopback = (url: string): boolean => LOOPBACK.includes(new URL(url).hostname);

function requireTls(url: string): void {
  if (new URL(url).protocol === 'https:' || isLoopback(url)) return;
  throw new CliError('INSECURE', `${url} is not https: a token would travel where others can read it.`);
}
