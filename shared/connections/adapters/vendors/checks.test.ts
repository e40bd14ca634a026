import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { startVendorServer } from '../../../../test/support/vendor-server.ts';
import type { Provider } from '../../contract/providers.ts';
import { openVendors } from './open-vendors.ts';

let vendor: Awaited<ReturnType<typeof startVendorServer>>;
beforeAll(async () => {
  vendor = await startVendorServer();
});
afterAll(() => vendor?.stop());
beforeEach(() => vendor.state.answers.clear());

interface Case {
  readonly account: Record<string, string>;
  readonly path: string;
  /** What it is asked with. */
  readonly header: readonly [string, string];
  readonly good: object;
  readonly known: string;
  /** Answers of 200 that are no good, and what is said of them. */
  readonly bad: readonly (readonly [object, RegExp])[];
}

const SECRET = {
  accessToken: 'token-of-tests',
  applicationPassword: 'abcd efgh ijkl mnop',
  developerToken: 'token-of-the-developer',
  botToken: 'xoxb-token',
  signingSecret: 'signing-secret',
};
const bearer = ['authorization', 'Bearer token-of-tests'] as const;
const rights = { edit_others_posts: true, edit_pages: true };
const CASES: Readonly<Record<Provider, Case>> = {
  wordpress: {
    account: { username: 'rex' },
    path: '/',
    header: ['authorization', `Basic ${btoa('rex:abcd efgh ijkl mnop')}`],
    good: { id: 1, name: 'Rex', capabilities: rights },
    known: 'Rex',
    bad: [
      [{ id: 2, name: 'Author', capabilities: { edit_posts: true } }, /editor or an administrator/],
      [{ hello: 'world' }, /no WordPress/],
    ],
  },
  shopify: {
    account: { shop: 'acme.myshopify.com' },
    path: '/admin/api/2026-10/graphql.json',
    header: ['x-shopify-access-token', 'token-of-tests'],
    good: { data: { shop: { name: 'Acme' } } },
    known: 'Acme',
    bad: [[{ errors: [{ message: 'Access denied' }] }, /names no shop \(Access denied\)/]],
  },
  x: {
    account: { userId: '7' },
    path: '/2/users/me',
    header: bearer,
    good: { data: { id: '7', username: 'acme' } },
    known: 'acme',
    bad: [[{ data: { id: '8', username: 'other' } }, /another user than 7/]],
  },
  linkedin: {
    account: { author: 'urn:li:person:abc' },
    path: '/v2/userinfo',
    header: bearer,
    good: { sub: 'abc', name: 'Ann' },
    known: 'Ann',
    bad: [[{ sub: 'def' }, /another member/]],
  },
  facebook: {
    account: { pageId: '12' },
    path: '/v25.0/me',
    header: bearer,
    good: { id: '12', name: 'Acme' },
    known: 'Acme',
    bad: [[{ id: '13', name: 'Ann' }, /a page has a token of its own/]],
  },
  instagram: {
    account: { userId: '14' },
    path: '/v25.0/14',
    header: bearer,
    good: { id: '14', username: 'acme' },
    known: 'acme',
    bad: [[{ id: '15' }, /another account/]],
  },
  google_ads: {
    account: { customerId: '16', loginCustomerId: '17' },
    path: '/v26/customers:listAccessibleCustomers',
    header: ['developer-token', 'token-of-the-developer'],
    good: { resourceNames: ['customers/17'] },
    known: 'customers/17',
    bad: [[{ resourceNames: [] }, /no access to the customer 17/]],
  },
  slack: {
    account: { teamId: 'T01' },
    path: '/api/auth.test',
    header: ['authorization', 'Bearer xoxb-token'],
    good: { ok: true, team: 'Acme', team_id: 'T01' },
    known: 'Acme',
    bad: [
      [{ ok: false, error: 'token_revoked' }, /token_revoked/],
      [{ ok: true, team_id: 'T02' }, /another workspace/],
    ],
  },
};
const PROVIDERS = Object.keys(CASES) as Provider[];

function check(provider: Provider, account = CASES[provider].account, timeoutMs = 2_000) {
  const where = provider === 'wordpress' ? 'url' : 'api';
  const opened = {
    connectionId: 'con',
    provider,
    account: { ...account, [where]: vendor.url },
    secret: SECRET,
  };
  return openVendors({ targets: 'loopback', timeoutMs }).check(opened);
}
const answer = (provider: Provider, status: number, body: object) =>
  vendor.state.answers.set(CASES[provider].path, { status, body });

it.each(PROVIDERS)('%s knows us', async (provider) => {
  const { good, header, known, path } = CASES[provider];
  answer(provider, 200, good);
  expect(await check(provider)).toEqual({
    outcome: 'working',
    message: expect.stringMatching(new RegExp(`knows us as ${known}\\.$`)),
  });
  const asked = vendor.asked.at(-1);
  expect(asked?.path).toContain(path);
  expect(asked?.headers[header[0]]).toBe(header[1]);
});

it.each(PROVIDERS)('%s: what is wrong is said in sentences that hold no secret', async (provider) => {
  for (const [body, words] of CASES[provider].bad) {
    answer(provider, 200, body);
    expect(await check(provider)).toEqual({ outcome: 'refused', message: expect.stringMatching(words) });
  }
  for (const [status, outcome] of [
    [401, 'refused'],
    [403, 'refused'],
    [404, 'refused'],
    [429, 'unavailable'],
    [503, 'unavailable'],
  ] as const) {
    answer(provider, status, { message: 'No.', error: { message: 'No.', code: status === 401 ? 190 : 4 } });
    const checked = await check(provider);
    expect([status, checked.outcome]).toEqual([status, outcome]);
    expect(checked.message).toMatch(new RegExp(`answered ${status} \\(No\\)\\. [A-Z].*\\.$`));
    for (const secret of Object.values(SECRET)) expect(checked.message).not.toContain(secret);
  }
});

it('a token of Facebook that is over is refused although the status is 400', async () => {
  answer('facebook', 400, { error: { message: 'Session has expired', code: 190 } });
  expect(await check('facebook')).toMatchObject({ outcome: 'refused' });
});

it.each([
  ['shopify', { errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }] }],
  ['slack', { ok: false, error: 'ratelimited' }],
] as const)('%s: a limit that is answered with 200 refuses nobody', async (provider, body) => {
  answer(provider, 200, body);
  expect(await check(provider)).toMatchObject({ outcome: 'unavailable' });
});

it('a server that is not there, or may not be called, says nothing of the credentials', async () => {
  const gone = openVendors({ targets: 'loopback' });
  const opened = {
    connectionId: 'con',
    provider: 'x',
    account: { userId: '7', api: 'http://127.0.0.1:9' },
    secret: SECRET,
  } as const;
  expect(await gone.check(opened)).toEqual({
    outcome: 'unavailable',
    message: 'X could not be reached, or hung up.',
  });
  const nowhere = openVendors({ targets: 'nowhere' });
  expect(await nowhere.check(opened)).toMatchObject({
    outcome: 'unavailable',
    message: expect.stringContaining('REX_WEBHOOKS=on'),
  });
});
