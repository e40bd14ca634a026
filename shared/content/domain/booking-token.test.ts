import { expect, it } from 'vitest';
import { bookingUrlWith } from '../../channels/domain/booking-url.ts';
import { BOOKING_TOKEN_PLACEHOLDER, withBookingToken } from './booking-token.ts';

it.each([
  ['calendly', 'https://calendly.example/acme/intro?month=2026-01', '&utm_source=rex&utm_content=a-token'],
  ['calcom', 'https://cal.example/acme/intro?x=1', '&metadata%5Brex%5D=a-token'],
] as const)(
  'the page of %s carries the token of the message, where its webhooks give it back',
  (service, page, end) => {
    const url = bookingUrlWith(service, page, BOOKING_TOKEN_PLACEHOLDER);
    const message = { subject: 'Hi', text: `Pick a time: ${url}.`, html: `<a href="${url}">${url}</a>` };
    const filled = withBookingToken(message, 'a-token');
    expect(filled).toEqual({
      subject: 'Hi',
      text: `Pick a time: ${page}${end}.`,
      html: `<a href="${page}${end}">${page}${end}</a>`,
    });
  },
);

it('what stands for the token is as long as the longest one, and needs no escape', () => {
  expect(BOOKING_TOKEN_PLACEHOLDER).toHaveLength(56);
  expect(encodeURIComponent(BOOKING_TOKEN_PLACEHOLDER)).toBe(BOOKING_TOKEN_PLACEHOLDER);
  expect(withBookingToken({ text: BOOKING_TOKEN_PLACEHOLDER }, 't')).toEqual({ text: 't' });
});
