import { findAll, textContent } from 'domutils';
import { parseDocument } from 'htmlparser2';

/** Addresses of a sitemap (sitemaps.org) or, of an index, none; those of another host are left out, as the protocol says. */
export function sitemapPages(xml: string, host: string): string[] {
  const document = parseDocument(xml, { xmlMode: true });
  const entries = findAll(({ name }) => name.toLowerCase() === 'url', document.children);
  const addresses = entries.flatMap((entry) => {
    const [loc] = findAll(({ name }) => name.toLowerCase() === 'loc', entry.children);
    return loc ? [textContent(loc).trim()] : [];
  });
  return [...new Set(addresses)].filter((url) => URL.canParse(url) && new URL(url).host === host);
}
