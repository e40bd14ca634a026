import type { BookingService } from '../contract/calendar.ts';

/** The parameter of a booking page that comes back in the webhooks of its service. */
const TOKEN_IN: Readonly<Record<BookingService, string>> = {
  calendly: 'utm_content',
  calcom: 'metadata[rex]',
};

/** The booking page with a token in it, by which a booking is known as the effect of a message. */
export function bookingUrlWith(service: BookingService, page: string, token: string): string {
  const url = new URL(page);
  if (service === 'calendly') url.searchParams.set('utm_source', 'rex');
  url.searchParams.set(TOKEN_IN[service], token);
  return url.href;
}
