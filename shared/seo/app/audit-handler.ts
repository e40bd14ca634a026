import type * as z from 'zod';
import { effectOf } from '../../autonomy/domain/effect.ts';
import { mapConcurrent } from '../../kernel/concurrency.ts';
import type { TaskHandler } from '../../tasks/app/ports/handler.ts';
import { type seoAuditPayloadSchema, seoAuditType } from '../contract/tasks.ts';
import { type Page, readPage } from '../domain/page.ts';
import { findingsOf } from '../domain/rules.ts';
import { sitemapPages } from '../domain/sitemap.ts';
import type { Site } from './ports/site.ts';

type Payload = z.output<typeof seoAuditPayloadSchema>;

/** Pages that are read at once of one site. */
const WIDTH = 2;
const FINDINGS_KEPT = 200;

/** Looks at pages, and changes nothing. Pages that cannot be read are named with the reason. */
export const seoAuditHandler = (openSite: () => Site): TaskHandler<Payload> => ({
  type: seoAuditType.type,
  payload: seoAuditType.payload as z.ZodType<Payload>,

  async plan({ payload: { url, sitemap, pagesAtMost } }) {
    const { host } = new URL(url);
    const what = sitemap ? `at most ${pagesAtMost} pages of ${url}` : url;
    return {
      outcome: 'planned',
      effect: effectOf({
        kind: 'seo.audit',
        outside: false,
        segment: host,
        summary: `Reads ${what} and says what could be better.`,
      }),
    };
  },

  async perform({ payload }) {
    const site = openSite();
    const addresses = await addressesOf(site, payload);
    if ('reason' in addresses) return addresses;
    const skipped: { page: string; reason: string }[] = [];
    const read = await mapConcurrent(addresses.pages, WIDTH, async (url): Promise<Page | undefined> => {
      const answer = await site.read(url);
      if (answer.kind === 'fetched') return readPage(answer.url, answer.status, answer.body);
      skipped.push({ page: url, reason: answer.reason });
      return undefined;
    });
    const pages = read.filter((page) => page !== undefined);
    const [only] = skipped;
    if (pages.length === 0 && only) return { outcome: 'refused', reason: only.reason };
    const findings = findingsOf(pages);
    return {
      outcome: 'done',
      url: payload.url,
      result: {
        pages: pages.map(({ url }) => url),
        skipped,
        findings: findings.slice(0, FINDINGS_KEPT),
        more: Math.max(0, findings.length - FINDINGS_KEPT),
      },
    };
  },
});

async function addressesOf(
  site: Site,
  { url, sitemap, pagesAtMost }: Payload,
): Promise<
  { readonly pages: string[] } | { readonly outcome: 'refused' | 'unavailable'; readonly reason: string }
> {
  if (!sitemap) return { pages: [url] };
  const answer = await site.read(url);
  if (answer.kind === 'refused') return { outcome: 'refused', reason: answer.reason };
  if (answer.kind === 'failed') return { outcome: 'unavailable', reason: answer.reason };
  if (answer.status !== 200) return { outcome: 'refused', reason: `The sitemap answered ${answer.status}.` };
  const pages = sitemapPages(answer.body, new URL(answer.url).host).slice(0, pagesAtMost);
  return pages.length === 0
    ? { outcome: 'refused', reason: `${url} names no page of its own site.` }
    : { pages };
}
