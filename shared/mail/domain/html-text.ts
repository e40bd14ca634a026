import { compile, type FormatCallback, type HtmlToTextOptions } from 'html-to-text';

const MAX_HTML = 400_000;
/** Limit of nesting, because the parser's time grows with the square of the number of open elements. */
const MAX_OPEN = 5_000;
const CLOSES_BY_ITSELF = new Set(
  'br hr img p li td th tr dt dd option meta link input col wbr area base'.split(' '),
);

const HIDDEN = ['*[style*="display:none"]', '*[style*="display: none"]', '*[hidden]'] as const;

/** Elements in which mail programs put the quoted message; `blockquote` is the common one. */
const QUOTES = [
  'blockquote',
  'div.gmail_attr',
  'div.yahoo_quoted',
  'div.protonmail_quote',
  'div.moz-cite-prefix',
  'div[id^="mail-editor-reference-message-container"]',
] as const;

/**
 * Gmail wraps the attribution, the quoted message and the text written between its parts in one element. Such an element is a
 * quote as a whole only when it contains no `blockquote`.
 */
const gmailQuote: FormatCallback = (element, walk, builder, options) => {
  const format = builder.options.formatters[holdsQuote(element, 0) ? 'block' : 'blockquote'];
  format?.(element, walk, builder, options);
};

/** Cells of a table row are separated by a space. */
const cell: FormatCallback = (element, walk, builder) => {
  walk(element.children, builder);
  builder.addInline(' ');
};

const OPTIONS: HtmlToTextOptions = {
  wordwrap: false,
  limits: { maxDepth: 400, maxChildNodes: 20_000, ellipsis: '' },
  formatters: { gmailQuote, cell },
  selectors: [
    // Headings keep their case, and of a link only the text counts: its target would be read as the sender's words.
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
    { selector: 'a', options: { ignoreHref: true } },
    { selector: 'img', format: 'skip' },
    { selector: 'head', format: 'skip' },
    // Hidden elements are not part of what the sender said.
    ...HIDDEN.map((selector) => ({ selector, format: 'skip' })),
    { selector: 'hr', options: { length: 10 } },
    { selector: 'p', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
    { selector: 'table', format: 'block' },
    { selector: 'tr', format: 'block', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
    { selector: 'td', format: 'cell' },
    { selector: 'th', format: 'cell' },
    { selector: 'div.gmail_quote', format: 'gmailQuote' },
    ...QUOTES.map((selector) => ({ selector, format: 'blockquote' })),
  ],
};

const toText = compile(OPTIONS);

/** The text of an HTML mail, with the quoted message as lines with `>`. */
export function textOfHtml(html: string): string {
  if (!/\S/.test(html)) return '';
  return toText(untilTooDeep(html.slice(0, MAX_HTML)))
    .replaceAll('\u00a0', ' ')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function untilTooDeep(html: string): string {
  let open = 0;
  for (const { index, 1: closing, 2: name = '' } of html.matchAll(/<(\/?)([a-z][a-z0-9]*)/gi)) {
    if (CLOSES_BY_ITSELF.has(name.toLowerCase())) continue;
    open += closing === '/' ? -1 : 1;
    if (open > MAX_OPEN) return html.slice(0, index);
  }
  return html;
}

type DomNode = Parameters<FormatCallback>[0];

function holdsQuote(element: DomNode, depth: number): boolean {
  if (depth > 20) return false;
  return (element.children ?? [])
    .slice(0, 200)
    .some((child: DomNode) => child.name === 'blockquote' || holdsQuote(child, depth + 1));
}
