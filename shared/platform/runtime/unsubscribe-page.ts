import type { RexError } from '../../kernel/errors.ts';
import type { PageResult } from './http.ts';
import { escapeHtml, PAGE_HEADERS, plainPage } from './plain-page.ts';

/** `brand` is who sends the e-mails; undefined when nobody has said. */
export const askPage = (brand: string | undefined): string =>
  plainPage(
    'Unsubscribe',
    `<p>Do you want to stop all e-mails from ${sender(brand)}?</p>
<form method="post"><button type="submit">Unsubscribe</button></form>`,
  );

export const donePage = (brand: string | undefined): string =>
  plainPage('You are unsubscribed', `<p>You will get no more e-mails from ${sender(brand)}.</p>`);

export const unknownPage = (): string =>
  plainPage(
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
