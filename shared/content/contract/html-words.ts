import { compile } from 'html-to-text';

/** Links and pictures with their addresses, and nothing left out for its length or because it is hidden. */
const toText = compile({
  wordwrap: false,
  selectors: [
    { selector: 'a', options: { hideLinkHrefIfSameAsText: true } },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
  ],
});

const words = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

/** What the HTML of a mail says, where that is not what its text says; undefined where both are the same. */
export function otherWordsOfHtml({
  text,
  html,
}: {
  readonly text: string;
  readonly html: string | null;
}): string | undefined {
  if (html === null) return undefined;
  const shown = toText(html);
  return words(shown) === words(text) ? undefined : shown;
}
