import type { MeetingNews } from '../../contract/messages.ts';

/** Something that people can book. */
export interface EventType {
  /** As the service names it. */
  readonly id: string;
  readonly name: string;
  readonly minutes: number;
  /** The page on which it is booked. */
  readonly bookingUrl: string;
}

export interface BookRequest {
  readonly eventType: string;
  readonly startsAt: string;
  readonly minutes: number;
  readonly attendee: { readonly name: string; readonly email: string; readonly timeZone: string };
  /** When it is asked for. */
  readonly at: string;
  /** Comes back with whatever the service tells of the booking. */
  readonly token: string;
}

export type BookOutcome =
  | { readonly outcome: 'booked'; readonly news: MeetingNews }
  /** The service did not book, and says why. */
  | { readonly outcome: 'refused'; readonly reason: string }
  /** No answer: it may have booked or not. */
  | { readonly outcome: 'unknown'; readonly reason: string };

/**
 * One account at a booking service. Reads, and what may be repeated, are tried again when the service is busy.
 * Failures are RexErrors: RATE_LIMITED, PROVIDER_UNAVAILABLE, NOT_FOUND, CONFLICT (the account), VALIDATION_FAILED.
 */
export interface BookingCalendar {
  /** What the account offers. */
  eventTypes(): Promise<EventType[]>;
  /** Free beginnings between two instants, in order. */
  slots(of: { readonly eventType: string; readonly from: string; readonly to: string }): Promise<string[]>;
  /** A page on which one meeting can be booked, once. */
  singleUseLink(eventType: string): Promise<string>;
  /** One request, without another try: no service has an idempotency key. */
  book(request: BookRequest): Promise<BookOutcome>;
  /** A booking of this person at this time that is there already: what an unknown outcome was. */
  findBooking(request: BookRequest): Promise<MeetingNews | undefined>;
  /** A meeting that is called off already stays so. */
  cancel(externalId: string, reason: string): Promise<void>;
  /** Has the service tell of bookings at this address, signed with this key, and at no other address of ours. */
  subscribe(hook: { readonly url: string; readonly signingKey: string }): Promise<void>;
  unsubscribe(url: string): Promise<void>;
}
