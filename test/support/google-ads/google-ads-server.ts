import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { CUSTOMER, type Fields, MANAGER, name, start, type Things } from './ads-account.ts';
import { openAdsAccount } from './ads-api.ts';
import { ACTS, error } from './ads-errors.ts';

/** lost: takes effect and is not answered; half: answers the first half; the rest do nothing and say so. */
type AdsAct = 'lost' | 'half' | 'down' | 'quota' | 'busy' | 'token' | 'not_approved' | 'closed';

const TOKEN = 'ads-token';
const DEVELOPER = 'developer-token';

/** The REST API of Google Ads on this machine: one account, the part of GAQL that Rex uses, requests judged as strictly. */
export async function startGoogleAdsServer() {
  const account = openAdsAccount();
  const state = Object.assign(account.state, { next: [] as AdsAct[], asked: [] as string[], takesMs: 0 });

  const server = createServer(async (request, response) => {
    const { headers, method } = request;
    const given = await text(request);
    const { pathname } = new URL(request.url ?? '', 'http://localhost');
    if (pathname === '/token') {
      response.writeHead(200, { 'content-type': 'application/json' });
      return void response.end(JSON.stringify({ access_token: TOKEN, expires_in: 3_600 }));
    }
    const body = JSON.parse(given || '{}') as Fields;
    const what = pathname.split(':').at(-1) ?? '';
    const isMutate = what === 'mutate' && body['validateOnly'] !== true;
    state.asked.push(body['validateOnly'] === true ? 'validate' : what);
    const answer = (() => {
      if (headers.authorization !== `Bearer ${TOKEN}`) return ACTS.token();
      if (headers['developer-token'] !== DEVELOPER)
        return error(401, 'UNAUTHENTICATED', [
          {
            code: { authenticationError: 'DEVELOPER_TOKEN_INVALID' },
            message: 'The developer token is not valid.',
          },
        ]);
      if (headers['login-customer-id'] !== MANAGER)
        return error(403, 'PERMISSION_DENIED', [
          {
            code: { authorizationError: 'USER_PERMISSION_DENIED' },
            message: "User doesn't have permission to access customer.",
          },
        ]);
      if (method !== 'POST' || !pathname.startsWith(`/v26/customers/${CUSTOMER}/googleAds:`))
        return error(404, 'NOT_FOUND', [], 'Not found');
      const act = isMutate ? state.next.shift() : undefined;
      if (act !== undefined && act !== 'lost' && act !== 'half') return ACTS[act]();
      const taken =
        what === 'search'
          ? account.search(String(body['query']), body['pageToken'] as string)
          : account.mutate(body);
      return act === undefined ? taken : { ...taken, act };
    })();
    const json = JSON.stringify(answer.body);
    await delay(state.takesMs);
    if ('act' in answer && answer.act === 'lost') return void response.destroy();
    const half = 'act' in answer && answer.act === 'half';
    response.writeHead(answer.status, { 'content-type': 'application/json', 'content-length': json.length });
    if (!half) return void response.end(json);
    response.write(json.slice(0, json.length / 2));
    setTimeout(() => response.destroy(), 10);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    account: { customerId: CUSTOMER, loginCustomerId: MANAGER },
    secret: { accessToken: TOKEN, developerToken: DEVELOPER },
    state,
    thing: (collection: keyof Things, id: string): Fields =>
      state.things[collection].find(({ resourceName }) => resourceName === name(collection, id)) ?? {},
    clear(): void {
      Object.assign(state, { things: start(), next: [], asked: [], takesMs: 0, pageSize: 10_000 });
    },
    stop(): void {
      server.closeAllConnections();
      server.close();
    },
  };
}
