import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { buildClientSchema, findBreakingChanges } from 'graphql';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { fixWorld, undoOf } from '../../../test/support/fix-world.ts';
import { shopifySchema, startShopifyServer } from '../../../test/support/shopify-server.ts';
import { openVendors } from '../../connections/adapters/vendors/open-vendors.ts';

let shop: Awaited<ReturnType<typeof startShopifyServer>>;
beforeAll(async () => {
  shop = await startShopifyServer();
});
afterAll(() => shop?.stop());
beforeEach(() => {
  shop.state.next = [];
  shop.state.written = 0;
});
const world = ({ accessToken = shop.accessToken, timeoutMs = 5_000 } = {}) =>
  fixWorld(
    { provider: 'shopify', account: { shop: 'acme.myshopify.com', api: shop.url }, secret: { accessToken } },
    timeoutMs,
  );
const SEO = { seoTitle: 'A chair of oak', seoDescription: 'Made in Hamburg.' };

it.each([
  ['product', '1', SEO],
  ['product', '1', { content: '<p>A chair of oak.</p>', slug: 'oak-chair' }],
  ['collection', '3', SEO],
  ['page', '4', SEO],
  ['article', '5', SEO],
  ['file', '6', { alt: 'A chair' }],
] as const)('%s %s is changed, read back, found after a death, and set back: %j', async (kind, id, set) => {
  const it = world();
  const first = await it.effect(set, id, kind);
  const before = first.changes.map((change) => change.before);
  expect(first.segment).toBe('acme.myshopify.com');
  const done = await it.perform(first, set, id, kind);
  expect(done).toMatchObject({ outcome: 'done', result: { differs: [], notDone: [] } });
  expect(await it.effect(set, id, kind)).toMatchObject({ changes: [] });
  const undone = await it.undo(undoOf(done), set, id, kind);
  expect(undone).toMatchObject({ outcome: 'done', result: { differs: [] } });
  expect((await it.effect(set, id, kind)).changes.map((change) => change.before)).toEqual(before);
});

it('a field that was empty is empty again after an undo, and not blank', async () => {
  const it = world();
  const done = await it.perform(await it.effect(SEO, '4', 'page'), SEO, '4', 'page');
  expect(shop.thing('Page', 4).tags?.size).toBe(2);
  await it.undo(undoOf(done), SEO, '4', 'page');
  expect(shop.thing('Page', 4).tags?.size).toBe(0);
});

const throttled = {
  errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }],
  extensions: {
    cost: {
      requestedQueryCost: 110,
      throttleStatus: { maximumAvailable: 1000, currentlyAvailable: 10, restoreRate: 50 },
    },
  },
};

it.each([
  ['throttled with 200', { status: 200, body: throttled }, 'unavailable', /Throttled/],
  [
    'not in its scopes, with 200',
    {
      status: 200,
      body: {
        errors: [
          { message: 'Access denied for productUpdate field.', extensions: { code: 'ACCESS_DENIED' } },
        ],
      },
    },
    'refused',
    /scopes/,
  ],
  ['taken and not made, with 200', 'ignored', 'refused', /left it as it was/],
  ['frozen', { status: 423, body: { errors: 'Locked' } }, 'refused', /423/],
  ['down', { status: 503, body: {} }, 'unavailable', /503/],
  ['broken', { status: 500, body: {} }, 'unknown', /500/],
  ['silent', 'hang', 'unknown', /did not answer in time/],
] as const)('a change that is %s', async (_, act, outcome, reason) => {
  const it = world({ timeoutMs: 300 });
  const effect = await it.effect(SEO, '2', 'product');
  shop.state.next = [act];
  const performed = await it.perform(effect, SEO, '2', 'product');
  expect(performed).toMatchObject({ outcome, reason: expect.stringMatching(reason) });
  if (act === 'ignored' || outcome !== 'unavailable' || !('retryAt' in performed)) return;
  const seconds = (performed.retryAt!.getTime() - Date.now()) / 1000;
  expect(seconds).toBeGreaterThan(1);
  expect(seconds).toBeLessThanOrEqual(2);
});

it('a lost answer is read back, and the change is made once', async () => {
  const it = world();
  const effect = await it.effect(SEO, '1', 'product');
  shop.state.next = ['lost'];
  const done = await it.perform(effect, SEO, '1', 'product');
  expect(done).toMatchObject({ outcome: 'done' });
  expect(shop.state.written).toBe(1);
  await it.undo(undoOf(done), SEO, '1', 'product');
});

it('what the shop refuses is said in its words, and a wrong token refuses the connection', async () => {
  const it = world();
  const slug = { slug: 'table' };
  expect(await it.perform(await it.effect(slug, '1', 'product'), slug, '1', 'product')).toEqual({
    outcome: 'refused',
    reason: "acme.myshopify.com refuses it: The handle 'table' is already taken.",
  });
  expect(await it.plan(SEO, '99', 'product')).toMatchObject({
    outcome: 'refused',
    reason: expect.stringContaining('no product 99'),
  });
  expect(await it.plan({ title: 'x' }, '1', 'product')).toMatchObject({ outcome: 'refused' });
  expect(it.refusals).toEqual([]);
  const wrong = world({ accessToken: 'shpat_of_another' });
  expect(await wrong.plan(SEO, '1', 'product')).toMatchObject({ outcome: 'refused' });
  expect(wrong.refusals).toEqual([expect.stringContaining('401')]);
  const vendors = openVendors({ targets: 'loopback' });
  expect(await vendors.check(it.opened)).toEqual({
    outcome: 'working',
    message: 'Shopify knows us as Acme.',
  });
  expect(await vendors.check(wrong.opened)).toMatchObject({ outcome: 'refused' });
});

/** Shopify's own schema: see shared/seo/README.md. */
const REAL = process.env['REX_SHOPIFY_SCHEMA'];

it.skipIf(REAL === undefined)("what is taken for Shopify's schema is what Shopify has", () => {
  const real = JSON.parse(gunzipSync(readFileSync(REAL ?? '')).toString());
  const changes = findBreakingChanges(shopifySchema, buildClientSchema(real.data ?? real));
  const ofTypes = changes.filter(({ type }) => !type.startsWith('DIRECTIVE'));
  expect(ofTypes.map(({ description }) => description)).toEqual([]);
});
