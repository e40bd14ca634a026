import * as z from 'zod';
import type { OpenConnection } from '../../../connections/app/ports/connections.ts';
import { apiOf } from '../../../connections/contract/providers.ts';
import type { JsonClient, JsonRequest } from '../../../webhooks/adapters/https/json-client.ts';
import type { EditFailure, PageEditor, PageState, Target, Values } from '../../app/ports/page-editor.ts';
import { failureOf } from '../edit-failure.ts';

/** Where SEO plugins keep what search engines are told. They can be written where `rex-seo-fields.php` registers them. */
const SEO_META = [
  { seoTitle: '_yoast_wpseo_title', seoDescription: '_yoast_wpseo_metadesc' },
  { seoTitle: 'rank_math_title', seoDescription: 'rank_math_description' },
  { seoTitle: '_seopress_titles_title', seoDescription: '_seopress_titles_desc' },
] as const;

const COLLECTIONS: Readonly<Record<string, string>> = { post: 'posts', page: 'pages', media: 'media' };
const FIELDS = 'id,link,title,slug,excerpt,content,meta,alt_text';

const raw = z.object({ raw: z.string() });
const itemSchema = z.object({
  id: z.number(),
  link: z.string().default(''),
  title: raw.optional(),
  excerpt: raw.optional(),
  content: raw.optional(),
  slug: z.string().optional(),
  alt_text: z.string().optional(),
  // An empty PHP array is a list in JSON.
  meta: z
    .union([z.record(z.string(), z.unknown()), z.tuple([]).transform((): Record<string, unknown> => ({}))])
    .default({}),
});
type Item = z.infer<typeof itemSchema>;

/** WordPress by its REST API. It has no guarded writes, no ETags, and no undo of its own for the first change of a post. */
export class WordPressEditor implements PageEditor {
  private readonly call: JsonClient;

  constructor(call: JsonClient) {
    this.call = call;
  }

  async read(opened: OpenConnection, target: Target): Promise<PageState | EditFailure> {
    const item = await this.item(opened, target);
    if ('kind' in item) return item;
    const { title, excerpt, content, slug, alt_text: alt, meta, link: url } = item;
    const seo = seoKeys(item);
    const values = {
      title: title?.raw,
      excerpt: excerpt?.raw,
      content: content?.raw,
      slug,
      alt,
      ...(seo && { seoTitle: textOf(meta[seo.seoTitle]), seoDescription: textOf(meta[seo.seoDescription]) }),
    };
    return { kind: 'state', url, values: defined(values) };
  }

  async write(
    opened: OpenConnection,
    target: Target,
    values: Values,
  ): Promise<{ kind: 'taken' } | EditFailure> {
    const { seoTitle, seoDescription, alt, ...others } = values;
    let meta = {};
    if (seoTitle !== undefined || seoDescription !== undefined) {
      const item = await this.item(opened, target);
      if ('kind' in item) return item.kind === 'unknown' ? { ...item, kind: 'later' } : item;
      const seo = seoKeys(item);
      // A key that is not registered is dropped without a word.
      if (!seo)
        return { kind: 'refused', reason: 'The site does not let its SEO fields be written any more.' };
      meta = {
        ...(seoTitle === undefined ? {} : { [seo.seoTitle]: seoTitle }),
        ...(seoDescription === undefined ? {} : { [seo.seoDescription]: seoDescription }),
      };
    }
    const json = {
      ...others,
      ...(alt === undefined ? {} : { alt_text: alt }),
      ...(Object.keys(meta).length > 0 ? { meta } : {}),
    };
    const answer = await this.call({ ...this.request(opened, target), method: 'POST', json });
    return failureOf(answer, siteOf(opened), true) ?? { kind: 'taken' };
  }

  private async item(opened: OpenConnection, target: Target): Promise<Item | EditFailure> {
    const request: JsonRequest = { ...this.request(opened, target), method: 'GET' };
    const first = await this.call(request);
    // The first request after WordPress was started is sent to where it went.
    const answer = first.kind === 'answer' && first.status === 302 ? await this.call(request) : first;
    const failure = failureOf(answer, siteOf(opened), false);
    if (failure) return failure;
    const item = itemSchema.safeParse(answer.kind === 'answer' ? answer.json : undefined);
    if (item.success && String(item.data.id) === target.id) return item.data;
    return {
      kind: 'refused',
      reason: `${siteOf(opened)} answers otherwise than the REST API of WordPress does.`,
    };
  }

  /** By the parameter, which sites without pretty addresses know as well. */
  private request(opened: OpenConnection, { kind, id }: Target): Omit<JsonRequest, 'method'> {
    const { account, secret } = opened;
    const credentials = Buffer.from(`${account['username']}:${secret['applicationPassword']}`).toString(
      'base64',
    );
    return {
      url: `${apiOf(opened)}/?rest_route=/wp/v2/${COLLECTIONS[kind]}/${id}&context=edit&_fields=${FIELDS}`,
      headers: { authorization: `Basic ${credentials}` },
    };
  }
}

const siteOf = (opened: OpenConnection): string => new URL(apiOf(opened)).host;

const seoKeys = ({ meta }: Item) =>
  SEO_META.find(({ seoTitle, seoDescription }) => seoTitle in meta && seoDescription in meta);

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const defined = (values: Readonly<Record<string, string | undefined>>): Values =>
  Object.fromEntries(Object.entries(values).filter(([, is]) => is !== undefined));
