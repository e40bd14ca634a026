/**
 * Stands in the address of the booking page for the token of the message, until the message has one: as long as the longest
 * token, so that an SMS is not longer than it was counted to be. It is part of the approved content; the token is not.
 */
export const BOOKING_TOKEN_PLACEHOLDER = 'rex-token-of-this-message'.padEnd(56, '-');

/** The text and, where there is one, the HTML that go out. */
export function withBookingToken<T extends { readonly text: string; readonly html?: string }>(
  message: T,
  token: string,
): T {
  const filled = (text: string): string => text.replaceAll(BOOKING_TOKEN_PLACEHOLDER, token);
  return {
    ...message,
    text: filled(message.text),
    ...(message.html === undefined ? {} : { html: filled(message.html) }),
  };
}
