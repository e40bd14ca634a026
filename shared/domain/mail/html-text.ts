const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

/** Elements in which mail programs put the message that is answered. */
const QUOTE_STARTS =
  /<blockquote\b|<div[^<>]{1,300}class="[^"<>]{0,300}(?:gmail_quote|gmail_attr|yahoo_quoted|moz-cite-prefix|protonmail_quote)|<div[^<>]{1,300}id="(?:appendonsend|divRplyFwdMsg|mail-editor-reference-message-container)/i;

/** The words of an HTML mail that has no plain part, without the message that it quotes. */
export function textOfHtml(html: string): string {
  const quoteAt = html.search(QUOTE_STARTS);
  const own = quoteAt > 0 && /\S/.test(stripped(html.slice(0, quoteAt))) ? html.slice(0, quoteAt) : html;
  return stripped(own);
}

function stripped(html: string): string {
  return html
    .replace(/<!--[\s\S]*?(?:-->|$)|<(style|script|head|title)\b[\s\S]*?(?:<\/\1\s*>|$)/gi, ' ')
    .replace(/\s+/g, ' ')
    .replace(/<(?:br|\/p|\/div|\/tr|\/li|\/h\d)\b[^<>]*>/gi, '\n')
    .replace(/<[^<>]*>/g, '')
    .replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{2,6}));/gi, (whole, decimal, hex, name) =>
      name === undefined
        ? signOf(Number.parseInt(decimal ?? hex, decimal ? 10 : 16))
        : (ENTITIES[name.toLowerCase()] ?? whole),
    )
    .replace(/[ \t]*\n[ \t]*/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

const signOf = (code: number): string => (code > 0x1f && code <= 0x10ffff ? String.fromCodePoint(code) : ' ');
