import { createHash } from 'node:crypto';
import type { RexError } from '../../kernel/errors.ts';
import type { PageResult } from './http.ts';

const STYLE =
  'body{font:1.125rem/1.5 system-ui,sans-serif;max-width:32rem;margin:4rem auto;padding:0 1rem}' +
  'button,input{font:inherit;padding:.75rem 1.5rem}';

/** No script and nothing from elsewhere; the one style is named by its hash. */
export const PAGE_HEADERS = {
  'content-security-policy': [
    "default-src 'none'",
    `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-robots-tag': 'noindex',
} as const;

/** `brand` is who sends the e-mails; undefined when nobody has said. */
export const askPage = (brand: string | undefined): string =>
  page(
    'Unsubscribe',
    `<p>Do you want to stop all e-mails from ${sender(brand)}?</p>
<form method="post"><button type="submit">Unsubscribe</button></form>`,
  );

export const donePage = (brand: string | undefined): string =>
  page('You are unsubscribed', `<p>You will get no more e-mails from ${sender(brand)}.</p>`);

export const unknownPage = (): string =>
  page(
    'This link does not work',
    '<p>It may have been cut off. Open it from the e-mail again, or answer the e-mail with the word “unsubscribe”.</p>',
  );

/**
 * What a person sees whose link was cut off or made into something else on the way: nobody who wants to stop is answered
 * in JSON. Undefined for what is no such link.
 */
export const brokenLinkPage = ({ code }: RexError, path: string): PageResult | undefined =>
  (code === 'NOT_FOUND' || code === 'VALIDATION_FAILED') && /^\/u(\/|$)/.test(path)
    ? { status: 404, body: unknownPage(), headers: PAGE_HEADERS }
    : undefined;

const sender = (brand: string | undefined): string => (brand ? escapeHtml(brand) : 'this sender');

/** A page of ours around its content, which is HTML; the title is text. */
export const page = (title: string, content: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
${content}
</main>
</body>
</html>
`;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
