import { type ChildNode, DomHandler, type Element, isTag } from 'domhandler';
import { getAttributeValue, textContent } from 'domutils';
import { Parser } from 'htmlparser2';

/** Neither is read. */
const NOT_READ = new Set(['script', 'style', 'noscript', 'template', 'svg', 'head', 'title']);
const BLOCKS = new Set(
  'address article aside blockquote br dd div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table td th tr ul'.split(
    ' ',
  ),
);
const ENTITIES: Readonly<Record<string, string>> = {
  '&nbsp;': ' ',
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&rsquo;': '’',
  '&ndash;': '–',
  '&mdash;': '—',
};

/** Of what is nested deeper only the words are read. */
const DEEPEST = 200;

export interface Html {
  readonly source: string;
  /** What is read, every character where it stands in the source, with blanks instead of tags. */
  readonly text: string;
  readonly elements: readonly Element[];
}

export function readHtml(source: string): Html {
  const handler = new DomHandler(undefined, { withStartIndices: true, withEndIndices: true });
  const parser = new Parser(handler, { decodeEntities: false });
  const characters = [...' '.repeat(source.length)];
  const put = (at: number, text: string): void => {
    for (let n = 0; n < text.length; n += 1) characters[at + n] = text[n] ?? ' ';
  };
  // Of texts that only a stray tag parts, the tree makes one: it does not know where the second stands.
  const ontext = handler.ontext.bind(handler);
  handler.ontext = (data) => {
    put(parser.startIndex, decoded(data));
    ontext(data);
  };
  parser.end(source);
  const elements = elementsOf(handler.root.children);
  for (const { name, startIndex, endIndex } of elements) {
    const [start, end] = [startIndex ?? 0, endIndex ?? 0];
    if (NOT_READ.has(name)) put(start, ' '.repeat(end + 1 - start));
    // A tag has two characters and more: what stands around a block is a paragraph of its own.
    if (BLOCKS.has(name)) {
      put(start, '\n\n');
      if (source[end] === '>') put(end - 1, '\n\n');
    }
  }
  return { source, text: characters.join(''), elements };
}

function elementsOf(nodes: readonly ChildNode[], depth = 0): Element[] {
  return nodes.filter(isTag).flatMap((element) => {
    if (depth === DEEPEST) element.children = [];
    return [element, ...elementsOf(element.children, depth + 1)];
  });
}

/** In as many characters. */
const decoded = (text: string): string =>
  text.replaceAll(/&[a-z]+;|&#\d+;/gi, (entity) => (ENTITIES[entity] ?? '').padEnd(entity.length, ' '));

export const attribute = (element: Element, name: string): string | undefined =>
  getAttributeValue(element, name)?.trim();

export const textOf = (element: Element): string =>
  textContent(element)
    .replaceAll(/&nbsp;|\s+/g, ' ')
    .trim();

/** From the beginning of its first tag to the end of that tag. */
export function tagOf({ source }: Html, { startIndex }: Element): { start: number; end: number } {
  const start = startIndex ?? 0;
  const end = source.indexOf('>', start);
  return { start, end: end < 0 ? source.length : end + 1 };
}

const styles = new WeakMap<Element, ReadonlyMap<string, string>>();

/** What its style says, by property, in small letters. Read once: every element within asks for it. */
export function styleOf(element: Element): ReadonlyMap<string, string> {
  const known = styles.get(element) ?? readStyle(element);
  styles.set(element, known);
  return known;
}

const readStyle = (element: Element): ReadonlyMap<string, string> =>
  new Map(
    (attribute(element, 'style') ?? '').split(';').flatMap((each) => {
      const [property = '', ...value] = each.split(':');
      const said = value.join(':').trim();
      return said === '' ? [] : [[property.trim().toLowerCase(), said] as const];
    }),
  );

/** The element itself, and those around it, the nearest first. */
export function* outward(element: Element): Generator<Element> {
  for (let each: Element | null = element; each; ) {
    yield each;
    each = each.parent !== null && isTag(each.parent) ? each.parent : null;
  }
}
