import { UNSUBSCRIBE_PLACEHOLDER } from './layout.ts';
import { escapeHtml } from './plain-text.ts';

/**
 * The text and HTML that go out. The URL must be a function of the message key (an HMAC of it, say), so that a
 * message that is built again is the same to the byte.
 */
export function withUnsubscribeUrl<T extends { readonly text: string; readonly html: string }>(
  message: T,
  url: string,
): T {
  return {
    ...message,
    text: message.text.replaceAll(UNSUBSCRIBE_PLACEHOLDER, () => url),
    html: message.html.replaceAll(UNSUBSCRIBE_PLACEHOLDER, () => escapeHtml(url)),
  };
}
