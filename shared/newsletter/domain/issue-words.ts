import { compile } from 'html-to-text';
import { escapeHtml } from '../../content/domain/plain-text.ts';
import type { NewsletterSendPayload } from '../contract/tasks.ts';
import type { Words } from './issue-mail.ts';

const toText = compile({
  wordwrap: false,
  selectors: [
    { selector: 'a', options: { hideLinkHrefIfSameAsText: true, ignoreHref: false } },
    { selector: 'img', format: 'skip' },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
  ],
});
const LINK = /https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]]/g;

/** Paragraphs, with addresses of the web as links. */
const toHtml = (text: string): string =>
  text
    .split(/\n{2,}/)
    .map((part) => escapeHtml(part).replaceAll('\n', '<br>\n').replace(LINK, '<a href="$&">$&</a>'))
    .map((part) => `<p>${part}</p>`)
    .join('\n');

/** Subject, text and HTML of an issue; what is not given is made from the other. */
export const wordsOf = ({ subject, text, html }: NewsletterSendPayload): Words => ({
  subject,
  text: text ?? toText(html ?? ''),
  html: html ?? toHtml(text ?? ''),
});
