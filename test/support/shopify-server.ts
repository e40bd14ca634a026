import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { buildSchema, graphql } from 'graphql';

/** What happens to the next mutation: `lost` takes effect and is not answered, `ignored` says that it did and does not. */
type Act = 'lost' | 'hang' | 'ignored' | { readonly status: number; readonly body: object };

interface Thing {
  readonly __typename: string;
  readonly id: string;
  handle?: string;
  descriptionHtml?: string;
  seo?: { title: string | null; description: string | null };
  alt?: string;
  readonly onlineStoreUrl?: string;
  readonly tags?: Map<string, string>;
}

const TOKEN = 'shpat_token_of_tests';
export const shopifySchema = buildSchema(
  readFileSync(new URL('shopify-admin.graphql', import.meta.url), 'utf8'),
);

/** The Admin API of a shop: every query is parsed, validated and executed by the schema. In memory, with one of each kind. */
export async function startShopifyServer() {
  const state = { next: [] as Act[], written: 0 };
  const things = new Map<string, Thing>();
  const add = (type: string, number: number, fields: Omit<Thing, '__typename' | 'id'> = {}): void => {
    const id = `gid://shopify/${type}/${number}`;
    things.set(id, { __typename: type, id, ...fields });
  };
  const seo = () => ({ title: null, description: null });
  add('Product', 1, {
    handle: 'chair',
    descriptionHtml: '<p>A chair.</p>',
    seo: seo(),
    onlineStoreUrl: 'https://acme.example/products/chair',
  });
  add('Product', 2, { handle: 'table', descriptionHtml: '', seo: seo() });
  add('Collection', 3, { seo: seo() });
  add('Page', 4, { tags: new Map() });
  add('Article', 5, { tags: new Map() });
  add('MediaImage', 6, { alt: '' });

  const view = (thing: Thing | undefined) =>
    thing && {
      ...thing,
      alt: thing.alt || null,
      image: { url: 'https://cdn.acme.example/a.png' },
      metafield: ({ namespace, key }: { namespace: string; key: string }) => {
        const value = thing.tags?.get(`${namespace}.${key}`);
        return value === undefined ? null : { value };
      },
    };
  const find = ({ id }: { readonly id: string }) => view(things.get(id));
  const error = (message: string) => ({ userErrors: [{ field: null, message }] });
  const none = { userErrors: [] };
  /** An empty text takes it away. */
  const seoAfter = (is: Thing['seo'], given: Record<string, string> = {}) => ({
    title: given['title'] === undefined ? (is?.title ?? null) : given['title'] || null,
    description:
      given['description'] === undefined ? (is?.description ?? null) : given['description'] || null,
  });
  // biome-ignore lint/suspicious/noExplicitAny: the schema has judged them
  type Given = any;
  const root = {
    shop: { name: 'Acme' },
    product: find,
    collection: find,
    page: find,
    article: find,
    node: find,
    productUpdate({ product: { id, seo, descriptionHtml, handle } }: Given) {
      const product = things.get(id);
      if (!product) return error('Product does not exist');
      if (
        [...things.values()].some(
          (each) => each !== product && each.handle === handle && handle !== undefined,
        )
      )
        return error(`The handle '${handle}' is already taken.`);
      state.written += 1;
      product.seo = seoAfter(product.seo, seo);
      if (descriptionHtml !== undefined) product.descriptionHtml = descriptionHtml;
      if (handle !== undefined) product.handle = handle;
      return { product: view(product), ...none };
    },
    collectionUpdate({ input: { id, seo } }: Given) {
      const collection = things.get(id);
      if (!collection) return error('Collection does not exist');
      state.written += 1;
      collection.seo = seoAfter(collection.seo, seo);
      return { collection: view(collection), ...none };
    },
    metafieldsSet({ metafields }: Given) {
      if (metafields.some(({ value }: Given) => value === '')) return error("Value can't be blank.");
      state.written += 1;
      for (const { ownerId, namespace, key, value } of metafields)
        things.get(ownerId)?.tags?.set(`${namespace}.${key}`, value);
      return none;
    },
    metafieldsDelete({ metafields }: Given) {
      state.written += 1;
      for (const { ownerId, namespace, key } of metafields)
        things.get(ownerId)?.tags?.delete(`${namespace}.${key}`);
      return none;
    },
    fileUpdate({ files }: Given) {
      state.written += 1;
      for (const { id, alt } of files) Object.assign(things.get(id) ?? {}, { alt });
      return { files: files.map(find), ...none };
    },
  };

  const server = createServer(async (request, response) => {
    const { query: source, variables } = (await json(request)) as Given;
    const send = (status: number, body: object): void =>
      void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (request.headers['x-shopify-access-token'] !== TOKEN)
      return send(401, {
        errors: '[API] Invalid API key or access token (unrecognized login or wrong password)',
      });
    const act = source.startsWith('mutation') ? state.next.shift() : undefined;
    if (act === 'hang') return;
    if (typeof act === 'object') return send(act.status, act.body);
    if (act === 'ignored') return send(200, { data: { productUpdate: { product: null, userErrors: [] } } });
    const answer = await graphql({
      schema: shopifySchema,
      source,
      variableValues: variables,
      rootValue: root,
    });
    if (act === 'lost') return void request.socket.destroy();
    send(200, answer);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    accessToken: TOKEN,
    state,
    thing: (type: string, number: number): Thing => {
      const thing = things.get(`gid://shopify/${type}/${number}`);
      if (!thing) throw new Error(`There is no ${type} ${number}.`);
      return thing;
    },
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}
