import { createHmac, randomUUID } from 'node:crypto';
import * as z from 'zod';

const SERVICES = ['calendly', 'calcom'] as const;
export type Service = (typeof SERVICES)[number];

const hookSchema = z.object({ id: z.string(), service: z.enum(SERVICES), url: z.string(), key: z.string() });
type Hook = z.infer<typeof hookSchema>;

const bookingSchema = z.object({
  id: z.string(),
  service: z.enum(SERVICES),
  email: z.string(),
  name: z.string(),
  start: z.string(),
  end: z.string(),
  token: z.string(),
  createdAt: z.string(),
  cancelledAt: z.string().optional(),
  reason: z.string().optional(),
});
export type Booking = z.infer<typeof bookingSchema>;

const stateSchema = z.object({
  hooks: z.array(hookSchema).default([]),
  bookings: z.array(bookingSchema).default([]),
  /** What was not told yet, the oldest first. */
  untold: z.array(z.object({ hook: hookSchema, body: z.string() })).default([]),
});

export interface BookingsServices {
  /** Keeps the state over a kill. */
  readonly store: {
    setting(name: string): string | undefined;
    saveSetting(name: string, value: string): void;
  };
  readonly clock: { now(): Date; at?(time: number, kind: 'planned', work: () => void): void };
  readonly launch: (what: string, work: () => Promise<unknown>) => void;
}

/** What a booking page gives its visitor. */
interface Visitor {
  readonly email: string;
  readonly name: string;
  readonly token: string;
}

/** Bookings of a calendar that is free every half hour of a working day, and the webhooks that tell of them. */
export interface Bookings {
  free(from: Date, to: Date): string[];
  /** Undefined when the time is taken, or none that is offered. */
  book(service: Service, start: string, visitor: Visitor): Booking | undefined;
  /** False when it is called off already. */
  cancel(id: string, reason: string): boolean;
  list(service: Service): Booking[];
  hooks(service: Service): Hook[];
  addHook(service: Service, url: string, key: string): Hook;
  removeHook(id: string): boolean;
  /** Tells what a killed process did not. */
  resume(): void;
}

/** How a service words and signs what it tells. */
export interface Teller {
  readonly bodyOf: (booking: Booking, at: Date) => unknown;
  readonly headersOf: (body: string, hook: Hook, at: Date) => Record<string, string>;
}

const SETTING = 'calendar/state';
const SLOT_MS = 30 * 60_000;
const OPENS = 9;
const CLOSES = 17;
const AGAIN_AFTER_MS = 60_000;
export const EVENT_NAME = 'Introduction';

export const hmac = (key: string, text: string): string =>
  createHmac('sha256', key).update(text).digest('hex');

export function createBookings(
  { store, clock, launch }: BookingsServices,
  tellers: Readonly<Record<Service, Teller>>,
): Bookings {
  const read = () => stateSchema.parse(JSON.parse(store.setting(SETTING) ?? '{}'));
  const change = <T>(work: (state: z.infer<typeof stateSchema>) => T): T => {
    const state = read();
    const result = work(state);
    store.saveSetting(SETTING, JSON.stringify(state));
    return result;
  };
  let running = false;
  const tellAll = async (): Promise<void> => {
    if (running) return;
    running = true;
    try {
      for (;;) {
        const [next] = read().untold;
        if (!next) return;
        const { hook, body } = next;
        const headers = tellers[hook.service].headersOf(body, hook, clock.now());
        const answer = await fetch(hook.url, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...headers },
          body,
        }).catch(() => undefined);
        if (answer?.ok !== true) return clock.at?.(clock.now().getTime() + AGAIN_AFTER_MS, 'planned', start);
        change((state) => state.untold.shift());
      }
    } finally {
      running = false;
    }
  };
  const start = (): void => launch('calendar', tellAll);
  const tell = (booking: Booking): void => {
    change((state) => {
      for (const hook of state.hooks.filter(({ service }) => service === booking.service)) {
        const body = JSON.stringify(tellers[hook.service].bodyOf(booking, clock.now()));
        state.untold.push({ hook, body });
      }
    });
    start();
  };
  const taken = (): Set<string> =>
    new Set(read().bookings.flatMap((each) => (each.cancelledAt === undefined ? [each.start] : [])));
  const free = (from: Date, to: Date): string[] => {
    const not = taken();
    const found: string[] = [];
    const first = Math.ceil(Math.max(from.getTime(), clock.now().getTime()) / SLOT_MS) * SLOT_MS;
    for (let at = first; at < to.getTime(); at += SLOT_MS) {
      const day = new Date(at);
      const open = day.getUTCHours() >= OPENS && day.getUTCHours() < CLOSES;
      const works = day.getUTCDay() % 6 !== 0;
      if (open && works && !not.has(day.toISOString())) found.push(day.toISOString());
    }
    return found;
  };

  return {
    free,
    book(service, start, visitor) {
      const begin = new Date(start);
      const end = new Date(begin.getTime() + SLOT_MS);
      if (!free(begin, end).includes(begin.toISOString())) return undefined;
      const booking: Booking = {
        id: randomUUID(),
        service,
        ...visitor,
        start: begin.toISOString(),
        end: end.toISOString(),
        createdAt: clock.now().toISOString(),
      };
      change(({ bookings }) => bookings.push(booking));
      tell(booking);
      return booking;
    },
    cancel(id, reason) {
      const off = change(({ bookings }) => {
        const found = bookings.find((each) => each.id === id && each.cancelledAt === undefined);
        if (found) Object.assign(found, { cancelledAt: clock.now().toISOString(), reason });
        return found;
      });
      if (off) tell(off);
      return off !== undefined;
    },
    list: (service) => read().bookings.filter((each) => each.service === service),
    hooks: (service) => read().hooks.filter((each) => each.service === service),
    addHook(service, url, key) {
      const hook: Hook = { id: randomUUID(), service, url, key };
      change(({ hooks }) => hooks.push(hook));
      return hook;
    },
    removeHook: (id) =>
      change((state) => {
        const before = state.hooks.length;
        state.hooks = state.hooks.filter((each) => each.id !== id);
        return state.hooks.length < before;
      }),
    resume: start,
  };
}
