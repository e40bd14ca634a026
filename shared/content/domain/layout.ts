import type { FactName } from './facts.ts';
import { escapeHtml } from './plain-text.ts';

export const LAYOUT_REQUIRES = [
  'brandName',
  'senderName',
  'postalAddress',
  'contactReason',
] as const satisfies readonly FactName[];

/** Liquid, as the templates are. */
export const GREETING = '{% if firstName %}Hi {{ firstName }},{% else %}Hello,{% endif %}';
export const SENDER_LINE = '{{ senderName }}';
export const BRAND_LINE = '{% if senderName != brandName %}{{ brandName }}{% endif %}';
export const REASON_LINE = 'You get this e-mail because {{ contactReason }}.';
export const ADDRESS_LINE = '{{ brandName }}, {{ postalAddress }}';

/** Stands for the link until the message has a key of its own. Private-use, so no fact can contain it. */
export const UNSUBSCRIBE_PLACEHOLDER = '\uE010unsubscribe-url\uE010';

export interface MessageParts {
  readonly subject: string;
  readonly greeting: string;
  readonly paragraphs: readonly string[];
  /** One or two lines. */
  readonly signature: readonly string[];
  readonly footer: readonly string[];
  /** Only these addresses become links. */
  readonly links: readonly string[];
}

const FOOTER_MARK = '---';

export function textOf(parts: MessageParts): string {
  const { greeting, paragraphs, signature, footer } = parts;
  const blocks = [greeting, ...paragraphs, signature.join('\n'), FOOTER_MARK, footer.join('\n')];
  return `${blocks.join('\n\n')}\nUnsubscribe: ${UNSUBSCRIBE_PLACEHOLDER}\n`;
}

/** What somebody wrote, from the greeting to the signature. The footer has lines of its own, and no mark in them. */
export const withoutFooter = (text: string): string =>
  text.slice(0, Math.max(0, text.lastIndexOf(`\n\n${FOOTER_MARK}\n\n`)));

/** No images, no tracking, no styles that a mail client would drop; readable at any width. */
export function htmlOf(parts: MessageParts): string {
  const links = new Set(parts.links);
  const paragraph = (text: string): string => `<p style="margin:0 0 16px">${linked(text, links)}</p>`;
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeHtml(parts.subject)}</title>`,
    '</head>',
    '<body style="margin:0;padding:16px;background:#ffffff;color:#222222;font:16px/1.5 Arial,Helvetica,sans-serif">',
    '<div style="max-width:600px;margin:0 auto">',
    ...[parts.greeting, ...parts.paragraphs].map(paragraph),
    `<p style="margin:0 0 16px">${parts.signature.map(escapeHtml).join('<br>\n')}</p>`,
    '<hr style="border:0;border-top:1px solid #dddddd;margin:24px 0 16px">',
    '<p style="margin:0;font-size:13px;color:#555555">',
    ...parts.footer.map((line) => `${escapeHtml(line)}<br>`),
    `<a href="${UNSUBSCRIBE_PLACEHOLDER}" style="color:#555555">Unsubscribe</a>`,
    '</p>',
    '</div>',
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

/** An address without the punctuation that ends its sentence. */
const WEB_ADDRESS = /(https?:\/\/[^\s<>"]*[^\s<>".,:;!?)])/;

function linked(text: string, links: ReadonlySet<string>): string {
  return text
    .split(WEB_ADDRESS)
    .map((piece) =>
      links.has(piece)
        ? `<a href="${escapeHtml(piece)}" style="color:#1a56b0">${escapeHtml(piece)}</a>`
        : escapeHtml(piece),
    )
    .join('');
}
