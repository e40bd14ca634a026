const COMMENT = /<!--[\s\S]*?(?:-->|$)/g;
const TAG = /<(\/?)([a-z][a-z0-9-]*)((?:"[^"<]*"|'[^'<]*'|[^'"<>])*)>/gi;
const HIDDEN = /\bhidden\b|aria-hidden\s*=\s*["']?true|display\s*:\s*none|visibility\s*:\s*hidden/i;
const NEVER_READ = /^(?:script|style|template|noscript)$/i;
const EMPTY = /^(?:br|hr|img|input|meta|link|wbr)$/i;

/** A text without comments of HTML, and without its elements that no reader sees. Lines stay where they are. */
export function withoutHidden(text: string): string {
  if (!text.includes('<')) return text;
  const shown = text.replace(COMMENT, linesOnly);
  let kept = '';
  let from = 0;
  let within: { readonly name: string; readonly start: number; depth: number } | undefined;
  for (const { 0: tag, 1: closing = '', 2: name = '', 3: attributes = '', index } of shown.matchAll(TAG)) {
    if (within === undefined) {
      if (closing !== '' || EMPTY.test(name) || !(NEVER_READ.test(name) || HIDDEN.test(attributes))) continue;
      kept += shown.slice(from, index);
      within = { name: name.toLowerCase(), start: index, depth: 1 };
    } else if (name.toLowerCase() === within.name) {
      within.depth += closing === '' ? 1 : -1;
      if (within.depth > 0) continue;
      from = index + tag.length;
      kept += linesOnly(shown.slice(within.start, from));
      within = undefined;
    }
  }
  return within === undefined ? kept + shown.slice(from) : kept + linesOnly(shown.slice(within.start));
}

const linesOnly = (text: string): string => text.replace(/[^\n]+/g, '');
