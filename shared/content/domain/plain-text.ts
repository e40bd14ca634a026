/** Controls, format characters (bidi overrides, zero width), private use, lone surrogates, line separators, noncharacters. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]+/gu;

/**
 * Text from outside, as one line that can be put into a subject or a paragraph: no line breaks (so no header
 * can be injected), nothing invisible, and none of the private-use characters that the renderer uses as marks.
 */
export const plainText = (text: string): string =>
  text.normalize('NFC').replace(UNPRINTABLE, ' ').replace(/\s+/gu, ' ').trim();

const HTML_ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => HTML_ENTITIES[character] ?? character);
