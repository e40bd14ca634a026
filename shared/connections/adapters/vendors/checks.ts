import { oneLine } from '../../../kernel/contract/common.ts';
import { FAULT_WORDS } from '../../../webhooks/adapters/https/fault-words.ts';
import type { Answered, JsonClient, JsonRequest } from '../../../webhooks/adapters/https/json-client.ts';
import type { OpenConnection } from '../../app/ports/connections.ts';
import type { Checked } from '../../app/ports/vendors.ts';
import { API_VERSIONS } from '../../contract/api-versions.ts';
import { apiOf, type Provider, providerRow } from '../../contract/providers.ts';
import { basic } from './refresh.ts';

/** How a provider is asked who we are, and what is wrong with its answer. */
interface Check {
  readonly ask: (opened: OpenConnection, api: string) => JsonRequest;
  /** A 200 that says nothing of us, because the provider has too much to do. */
  readonly later?: (json: unknown) => boolean;
  /** Of a 200. Undefined: nothing. */
  readonly wrong?: (json: unknown, opened: OpenConnection) => string | undefined;
  /** Whose account it is, as the provider calls it. */
  readonly who: (json: unknown) => unknown;
  /** What to do about a 401, and about a 403. */
  readonly refused: string;
  readonly forbidden: string;
}

const at = (json: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((is, name) => Object(is)[name], json);
const bearer = (token = ''): Record<string, string> => ({ authorization: `Bearer ${token}` });
const { graph: GRAPH, googleAds: GOOGLE_ADS } = API_VERSIONS;
const SHOPIFY = '2026-10';
const SLACK_LATER = [
  'ratelimited',
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
];
const NEW_TOKEN = 'Make a new access token and renew the connection with it.';

const CHECKS: Readonly<Record<Provider, Check>> = {
  wordpress: {
    // Without credentials that count, a stock WordPress answers as to anybody: who we are is the only question that tells.
    ask: ({ account, secret }, api) => ({
      method: 'GET',
      url: `${api}/?rest_route=/wp/v2/users/me&context=edit&_fields=id,name,capabilities`,
      headers: { authorization: basic(account['username'] ?? '', secret['applicationPassword'] ?? '') },
    }),
    wrong: (json) => {
      if (!Number(at(json, 'id'))) return 'That is no WordPress, or its REST API is switched off.';
      return at(json, 'capabilities.edit_others_posts') === true &&
        at(json, 'capabilities.edit_pages') === true
        ? undefined
        : 'The user may not edit the posts and pages of others. Connect an editor or an administrator.';
    },
    who: (json) => at(json, 'name'),
    refused:
      'The user name or the application password is wrong, or the site passes no credentials on. Make a new application password in the profile of the user.',
    forbidden: 'The user may not do this. Connect an editor or an administrator.',
  },
  shopify: {
    ask: ({ secret }, api) => ({
      method: 'POST',
      url: `${api}/admin/api/${SHOPIFY}/graphql.json`,
      headers: { 'x-shopify-access-token': secret['accessToken'] ?? '' },
      json: { query: '{ shop { name } }' },
    }),
    later: (json) => at(json, 'errors.0.extensions.code') === 'THROTTLED',
    wrong: (json) =>
      at(json, 'data.shop.name') === undefined
        ? `The answer names no shop (${oneLine(String(at(json, 'errors.0.message') ?? 'nothing said'), 200)}).`
        : undefined,
    who: (json) => at(json, 'data.shop.name'),
    refused:
      'The access token is wrong, or the app was taken off the shop. Install the app and renew the connection.',
    forbidden: 'The app may not do this, or the shop is closed. Look at the scopes of the app.',
  },
  x: {
    ask: ({ secret }, api) => ({
      method: 'GET',
      url: `${api}/2/users/me`,
      headers: bearer(secret['accessToken']),
    }),
    wrong: (json, { account }) => otherThan(at(json, 'data.id'), account['userId'], 'user'),
    who: (json) => at(json, 'data.username'),
    refused: 'Authorise Rex anew, with the scopes tweet.read tweet.write users.read offline.access.',
    forbidden: 'The app may not do this. Look at its scopes and its plan.',
  },
  linkedin: {
    ask: ({ secret }, api) => ({
      method: 'GET',
      url: `${api}/v2/userinfo`,
      headers: bearer(secret['accessToken']),
    }),
    // A member who posts for an organization is somebody else than the organization.
    wrong: (json, { account }) =>
      account['author']?.startsWith('urn:li:person:')
        ? otherThan(`urn:li:person:${at(json, 'sub')}`, account['author'], 'member')
        : undefined,
    who: (json) => at(json, 'name'),
    refused: `The member has to authorise Rex anew. ${NEW_TOKEN}`,
    forbidden: 'The token lacks the scopes openid and profile, or the app lacks the product.',
  },
  facebook: {
    ask: ({ secret }, api) => ({
      method: 'GET',
      url: `${api}/${GRAPH}/me?fields=id,name`,
      headers: bearer(secret['accessToken']),
    }),
    wrong: (json, { account }) =>
      otherThan(at(json, 'id'), account['pageId'], 'page (a page has a token of its own)'),
    who: (json) => at(json, 'name'),
    refused: NEW_TOKEN,
    forbidden: 'The token lacks the permission pages_manage_posts.',
  },
  instagram: {
    // With a token of a page, "me" is the page.
    ask: ({ account, secret }, api) => ({
      method: 'GET',
      url: `${api}/${GRAPH}/${account['userId']}?fields=id,username`,
      headers: bearer(secret['accessToken']),
    }),
    wrong: (json, { account }) => otherThan(at(json, 'id'), account['userId'], 'account'),
    who: (json) => at(json, 'username'),
    refused: NEW_TOKEN,
    forbidden: 'The token lacks the permission instagram_content_publish.',
  },
  google_ads: {
    ask: ({ account, secret }, api) => ({
      method: 'GET',
      url: `${api}/${GOOGLE_ADS}/customers:listAccessibleCustomers`,
      headers: {
        ...bearer(secret['accessToken']),
        'developer-token': secret['developerToken'] ?? '',
        ...(account['loginCustomerId'] ? { 'login-customer-id': account['loginCustomerId'] } : {}),
      },
    }),
    wrong: (json, { account }) => {
      const names = at(json, 'resourceNames');
      const reached = [account['loginCustomerId'], account['customerId']].filter(Boolean);
      return Array.isArray(names) && reached.some((id) => names.includes(`customers/${id}`))
        ? undefined
        : `The user has no access to the customer ${reached[0]}. Invite the user there, or name the manager account.`;
    },
    who: (json) => at(json, 'resourceNames.0'),
    refused: 'Authorise Rex anew, with the scope https://www.googleapis.com/auth/adwords.',
    forbidden:
      'The developer token or the user has no access. Look at the API Center of the manager account.',
  },
  slack: {
    ask: ({ secret }, api) => ({
      method: 'POST',
      url: `${api}/api/auth.test`,
      headers: bearer(secret['botToken']),
    }),
    later: (json) => SLACK_LATER.includes(String(at(json, 'error'))),
    wrong: (json, { account }) =>
      at(json, 'ok') === true
        ? otherThan(at(json, 'team_id'), account['teamId'], 'workspace')
        : `Slack says ${oneLine(String(at(json, 'error') ?? 'nothing'), 80)}. Install the app anew and renew the connection.`,
    who: (json) => at(json, 'team'),
    refused: 'Install the app anew and renew the connection.',
    forbidden: 'The bot may not do this. Look at its scopes.',
  },
};

const otherThan = (is: unknown, wanted: string | undefined, what: string): string | undefined =>
  is === wanted ? undefined : `The credentials are those of another ${what} than ${wanted}.`;

/** Facebook and Instagram answer 400 to a token that is over. */
const TOKEN_OVER = 190;
const LATER = [408, 425, 429];

export async function checkAt(call: JsonClient, opened: OpenConnection): Promise<Checked> {
  const { provider } = opened;
  const { title } = providerRow(provider);
  const check = CHECKS[provider];
  const request = check.ask(opened, apiOf(opened));
  const first = await call(request);
  // The first request after WordPress was started is sent to where it went.
  const again = first.kind === 'answer' && first.status === 302 && request.method === 'GET';
  const answer = again ? await call(request) : first;
  if (answer.kind === 'no-answer') {
    return { outcome: 'unavailable', message: `${title} ${FAULT_WORDS[answer.fault]}.` };
  }
  return judge(answer, check, opened, title);
}

function judge({ status, json }: Answered, check: Check, opened: OpenConnection, title: string): Checked {
  const said = oneLine(
    String(at(json, 'error.message') ?? at(json, 'message') ?? at(json, 'detail') ?? at(json, 'title') ?? ''),
    200,
  );
  const answered = `${title} answered ${status}${said && ` (${said.replace(/\.$/, '')})`}.`;
  if (status === 401 || at(json, 'error.code') === TOKEN_OVER) {
    return { outcome: 'refused', message: `${answered} ${check.refused}` };
  }
  if (status === 403) return { outcome: 'refused', message: `${answered} ${check.forbidden}` };
  if (status >= 500 || LATER.includes(status) || check.later?.(json)) {
    return { outcome: 'unavailable', message: `${answered} Try again later.` };
  }
  if (status >= 300)
    return { outcome: 'refused', message: `${answered} Look at the address and the ids of the account.` };
  const wrong = check.wrong?.(json, opened);
  if (wrong !== undefined) return { outcome: 'refused', message: `${title}: ${wrong}` };
  return {
    outcome: 'working',
    message: `${title} knows us as ${oneLine(String(check.who(json) ?? 'somebody'), 100)}.`,
  };
}
