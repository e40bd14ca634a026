import { type Document, type Element, isTag } from 'domhandler';
import { findAll, getAttributeValue, textContent } from 'domutils';
import { parseDocument } from 'htmlparser2';

interface Heading {
  readonly level: number;
  readonly text: string;
}

/** What an audit reads of one page. */
export interface Page {
  readonly url: string;
  readonly status: number;
  readonly titles: readonly string[];
  readonly descriptions: readonly string[];
  readonly headings: readonly Heading[];
  /** As they stand there; resolved against the page where they can be. */
  readonly canonicals: readonly string[];
  readonly robots: string;
  readonly language: string;
  readonly hasViewport: boolean;
  readonly images: readonly { readonly src: string; readonly alt: string | undefined }[];
  readonly openGraph: ReadonlyMap<string, string>;
  /** JSON-LD that parses, and how many blocks do not. */
  readonly structured: readonly unknown[];
  readonly brokenStructured: number;
  readonly links: readonly string[];
  readonly words: number;
}

/** Neither is part of what a reader reads. */
const NOT_READ = new Set(['script', 'style', 'noscript', 'template', 'svg']);

export function readPage(url: string, status: number, html: string): Page {
  const document = parseDocument(html);
  const all = (...names: string[]): Element[] =>
    findAll((node) => names.includes(node.name), document.children);
  const base = attribute(all('base')[0], 'href') || url;
  const metas = all('meta');
  const meta = (name: string): string[] =>
    metas
      .filter((each) => attribute(each, 'name').toLowerCase() === name)
      .map((each) => attribute(each, 'content'));
  const scripts = all('script').filter(
    (each) => attribute(each, 'type').toLowerCase() === 'application/ld+json',
  );
  const structured = scripts.map((each) => parsed(textContent(each)));
  return {
    url,
    status,
    // An SVG has titles of its own.
    titles: all('title')
      .filter((each) => !within(each, 'svg'))
      .map(text),
    descriptions: meta('description'),
    headings: all('h1', 'h2', 'h3', 'h4', 'h5', 'h6').map((each) => ({
      level: Number(each.name[1]),
      text: text(each),
    })),
    canonicals: all('link')
      .filter((each) => attribute(each, 'rel').toLowerCase().split(/\s+/).includes('canonical'))
      .map((each) => absolute(attribute(each, 'href'), base)),
    robots: meta('robots').join(',').toLowerCase(),
    language: attribute(all('html')[0], 'lang'),
    hasViewport: meta('viewport').length > 0,
    images: all('img').map((each) => ({ src: attribute(each, 'src'), alt: getAttributeValue(each, 'alt') })),
    openGraph: new Map(
      metas.flatMap((each) => {
        const property = attribute(each, 'property').toLowerCase();
        return property.startsWith('og:') ? [[property, attribute(each, 'content')] as const] : [];
      }),
    ),
    structured: structured.filter((each) => each !== undefined),
    brokenStructured: structured.filter((each) => each === undefined).length,
    links: all('a')
      .map((each) => absolute(attribute(each, 'href'), base))
      .filter((href) => /^https?:/.test(href)),
    words: wordsOf(document),
  };
}

const attribute = (element: Element | undefined, name: string): string =>
  element ? (getAttributeValue(element, name) ?? '').trim() : '';

const text = (element: Element): string => textContent(element).replaceAll(/\s+/g, ' ').trim();

function within({ parent }: Element, name: string): boolean {
  return parent !== null && isTag(parent) && (parent.name === name || within(parent, name));
}

function absolute(href: string, base: string): string {
  return URL.canParse(href, base) ? new URL(href, base).href : href;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json) ?? undefined;
  } catch {
    return undefined;
  }
}

function wordsOf({ children }: Pick<Document, 'children'>): number {
  let words = 0;
  for (const node of children) {
    if (node.type === 'text' && 'data' in node) words += node.data.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
    else if (isTag(node) && !NOT_READ.has(node.name) && node.name !== 'head') words += wordsOf(node);
  }
  return words;
}
