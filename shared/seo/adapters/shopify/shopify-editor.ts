import type { OpenConnection } from '../../../connections/app/ports/connections.ts';
import { apiOf } from '../../../connections/contract/providers.ts';
import { oneLine } from '../../../kernel/contract/common.ts';
import type { JsonClient } from '../../../webhooks/adapters/https/json-client.ts';
import type { EditFailure, PageEditor, PageState, Target, Values } from '../../app/ports/page-editor.ts';
import type { FixField } from '../../contract/fix.ts';
import { failureOf } from '../edit-failure.ts';

const VERSION = '2026-10';

interface Mutation {
  readonly query: string;
  readonly variables: object;
}

/** How a kind is read, where its fields are in the answer, and how they are written. */
interface Kind {
  readonly type: string;
  readonly query: string;
  readonly paths: Readonly<Partial<Record<FixField | 'url', string>>>;
  /** One after the other. */
  readonly mutations: (id: string, values: Values) => readonly Mutation[];
}

const TAGS = { seoTitle: 'title_tag', seoDescription: 'description_tag' } as const;
/** Pages and articles have no SEO fields: themes read two metafields. */
const metafields = `titleTag: metafield(namespace: "global", key: "title_tag") { value }
  descriptionTag: metafield(namespace: "global", key: "description_tag") { value }`;

/** A metafield cannot be empty: it is taken away. */
function setMetafields(ownerId: string, values: Values): Mutation[] {
  const tags = Object.entries(TAGS).flatMap(([field, key]) => {
    const value = values[field as FixField];
    return value === undefined ? [] : [{ ownerId, namespace: 'global', key, value }];
  });
  const kept = tags.filter(({ value }) => value !== '');
  const gone = tags.filter(({ value }) => value === '').map(({ value: _, ...identifier }) => identifier);
  return [
    ...(kept.length > 0
      ? [
          {
            query:
              'mutation ($m: [MetafieldsSetInput!]!) { metafieldsSet(metafields: $m) { userErrors { field message } } }',
            variables: { m: kept.map((each) => ({ ...each, type: 'single_line_text_field' })) },
          },
        ]
      : []),
    ...(gone.length > 0
      ? [
          {
            query:
              'mutation ($m: [MetafieldIdentifierInput!]!) { metafieldsDelete(metafields: $m) { userErrors { field message } } }',
            variables: { m: gone },
          },
        ]
      : []),
  ];
}

const seoOf = ({ seoTitle, seoDescription }: Values) =>
  seoTitle === undefined && seoDescription === undefined
    ? {}
    : {
        seo: {
          ...(seoTitle === undefined ? {} : { title: seoTitle }),
          ...(seoDescription === undefined ? {} : { description: seoDescription }),
        },
      };

const withMetafields = (type: string, name: string): Kind => ({
  type,
  query: `query ($id: ID!) { item: ${name}(id: $id) { id ${metafields} } }`,
  paths: { seoTitle: 'titleTag.value', seoDescription: 'descriptionTag.value' },
  mutations: setMetafields,
});

const KINDS: Readonly<Record<string, Kind>> = {
  product: {
    type: 'Product',
    query:
      'query ($id: ID!) { item: product(id: $id) { id handle descriptionHtml onlineStoreUrl seo { title description } } }',
    paths: {
      url: 'onlineStoreUrl',
      seoTitle: 'seo.title',
      seoDescription: 'seo.description',
      slug: 'handle',
      content: 'descriptionHtml',
    },
    mutations: (id, values) => [
      {
        // With `input` instead, some versions do nothing and say nothing.
        query:
          'mutation ($p: ProductUpdateInput!) { productUpdate(product: $p) { product { id } userErrors { field message } } }',
        variables: {
          p: {
            id,
            ...seoOf(values),
            ...(values.content === undefined ? {} : { descriptionHtml: values.content }),
            ...(values.slug === undefined ? {} : { handle: values.slug, redirectNewHandle: true }),
          },
        },
      },
    ],
  },
  collection: {
    type: 'Collection',
    query: 'query ($id: ID!) { item: collection(id: $id) { id seo { title description } } }',
    paths: { seoTitle: 'seo.title', seoDescription: 'seo.description' },
    mutations: (id, values) => [
      {
        query:
          'mutation ($c: CollectionInput!) { collectionUpdate(input: $c) { collection { id } userErrors { field message } } }',
        variables: { c: { id, ...seoOf(values) } },
      },
    ],
  },
  page: withMetafields('Page', 'page'),
  article: withMetafields('Article', 'article'),
  file: {
    type: 'MediaImage',
    query: 'query ($id: ID!) { item: node(id: $id) { id ... on MediaImage { alt image { url } } } }',
    paths: { url: 'image.url', alt: 'alt' },
    mutations: (id, { alt }) => [
      {
        query:
          'mutation ($f: [FileUpdateInput!]!) { fileUpdate(files: $f) { files { id } userErrors { field message } } }',
        variables: { f: [{ id, alt }] },
      },
    ],
  },
};

const at = (json: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((is, name) => Object(is)[name], json);

/** Shopify by its GraphQL Admin API. It answers 200 to most of what goes wrong, and has no guarded writes. */
export class ShopifyEditor implements PageEditor {
  private readonly call: JsonClient;

  constructor(call: JsonClient) {
    this.call = call;
  }

  async read(opened: OpenConnection, target: Target): Promise<PageState | EditFailure> {
    const kind = kindOf(target);
    const answer = await this.ask(opened, { query: kind.query, variables: { id: gid(target) } }, false);
    if ('kind' in answer) return answer;
    const item = at(answer.data, 'item');
    if (at(item, 'id') !== gid(target)) {
      return { kind: 'refused', reason: `${opened.account['shop']} has no ${target.kind} ${target.id}.` };
    }
    const { url, ...paths } = kind.paths;
    const values = Object.fromEntries(
      Object.entries(paths).map(([field, path]) => [field, String(at(item, path) ?? '')]),
    );
    return { kind: 'state', url: String((url && at(item, url)) ?? ''), values };
  }

  async write(
    opened: OpenConnection,
    target: Target,
    values: Values,
  ): Promise<{ kind: 'taken' } | EditFailure> {
    let taken = false;
    for (const mutation of kindOf(target).mutations(gid(target), values)) {
      const failure = await this.mutate(opened, mutation);
      // What came before has taken effect: it is read back.
      if (failure) return taken ? { ...failure, kind: 'unknown' } : failure;
      taken = true;
    }
    return { kind: 'taken' };
  }

  private async mutate(opened: OpenConnection, mutation: Mutation): Promise<EditFailure | undefined> {
    const answer = await this.ask(opened, mutation, true);
    if ('kind' in answer) return answer;
    const [result] = Object.values(Object(answer.data));
    const errors: unknown = at(result, 'userErrors');
    if (!Array.isArray(errors) || errors.length === 0) return undefined;
    const said = errors.map((error) => oneLine(String(at(error, 'message') ?? ''), 200)).join(' ');
    return { kind: 'refused', reason: `${opened.account['shop']} refuses it: ${said}` };
  }

  private async ask(
    opened: OpenConnection,
    json: Mutation,
    writes: boolean,
  ): Promise<{ readonly data: unknown } | EditFailure> {
    const shop = opened.account['shop'] ?? '';
    const answer = await this.call({
      method: 'POST',
      url: `${apiOf(opened)}/admin/api/${VERSION}/graphql.json`,
      headers: { 'x-shopify-access-token': opened.secret['accessToken'] ?? '' },
      json,
    });
    const failure = failureOf(answer, shop, writes);
    if (failure) return failure;
    const body = answer.kind === 'answer' ? answer.json : undefined;
    const error: unknown = at(body, 'errors.0');
    if (error === undefined && at(body, 'data')) return { data: at(body, 'data') };
    const reason = `${shop} answers: ${oneLine(String(at(error, 'message') ?? 'nothing that can be read'), 200)}.`;
    const code = at(error, 'extensions.code');
    if (code === 'THROTTLED') return { kind: 'later', reason, retryAfterMs: restoredMs(body) };
    if (code === 'ACCESS_DENIED') {
      return { kind: 'refused', reason: `${reason} Give the app of the connection the scopes for it.` };
    }
    if (code === undefined || code === 'INTERNAL_SERVER_ERROR')
      return { kind: writes ? 'unknown' : 'later', reason };
    return { kind: 'refused', reason };
  }
}

const kindOf = ({ kind }: Target): Kind => {
  const found = KINDS[kind];
  if (!found) throw new Error(`Shopify has no ${kind}.`);
  return found;
};

const gid = (target: Target): string => `gid://shopify/${kindOf(target).type}/${target.id}`;

/** Milliseconds until the bucket holds what was asked for. */
function restoredMs(body: unknown): number {
  const cost = Number(at(body, 'extensions.cost.requestedQueryCost') ?? 50);
  const { currentlyAvailable = 0, restoreRate = 50 } = Object(at(body, 'extensions.cost.throttleStatus'));
  return Math.max(1_000, Math.ceil(((cost - Number(currentlyAvailable)) / Number(restoreRate)) * 1_000));
}
