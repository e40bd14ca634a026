import type { EventChannel } from '../../shared/kernel/contract/event-channels.ts';
import type { ClientMessage } from '../../shared/live/contract/messages.ts';
import { type Heard, type HeardEvent, heardOf } from './heard.ts';

export interface FollowOptions {
  /** A ticket for one connection, and where to open it. */
  ticket(): Promise<{ readonly ticket: string; readonly url: string }>;
  readonly channels: readonly EventChannel[];
  readonly signal: AbortSignal;
  /** Milliseconds between two looks for pushes that were lost. */
  readonly catchUpEveryMs?: number;
  /** How many of the latest events to hear first, from before the connection. */
  readonly latest?: number;
  /**
   * Calls when the network is lost, which ends the connection, or there again, which ends the wait for the next one; until
   * what it returns is called.
   */
  readonly onNetwork?: (changed: (isOnline: boolean) => void) => () => void;
  /** Told when the connection is lost, and when it is there again. */
  readonly onState?: (state: 'open' | 'lost') => void;
  /** Told when some of what was missed is no longer kept: whoever shows something reads it anew. */
  readonly onGone?: () => void;
}

/** Finds a push that was lost, and keeps the connection: API Gateway ends one that is silent for ten minutes. */
const CATCH_UP_EVERY_MS = 60_000;
const ANSWERED_WITHIN_MS = 20_000;
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 10_000;

/**
 * The events of a workspace as they happen, each once, until the signal. A connection that is lost is made again, and
 * what was missed is caught up.
 * @throws what `ticket` throws before there was any connection
 */
export async function* followEvents(options: FollowOptions): AsyncGenerator<HeardEvent> {
  const { signal, onState, onGone, onNetwork, latest = 0 } = options;
  const seen = createSeen();
  let wasOpen = false;
  for (let wait = FIRST_WAIT_MS; !signal.aborted; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
    for await (const heard of listen({ ...options, mayFail: wasOpen }, seen)) {
      if (heard.type === 'subscribed') {
        wait = FIRST_WAIT_MS;
        wasOpen = true;
        onState?.('open');
      }
      if (heard.type === 'event' && seen.isNew(heard.position)) yield heard.event;
      else if (heard.type === 'subscribed') seen.begin(Math.max(0, heard.position - latest));
      else if (heard.type === 'caught-up' || heard.type === 'gone') seen.complete(heard.position);
      if (heard.type === 'gone') onGone?.();
    }
    if (signal.aborted) return;
    onState?.('lost');
    await delay(wait, signal, onNetwork);
  }
}

/** What has been handled: everything up to a place, and some above it. */
interface Seen {
  upTo(): number | undefined;
  begin(position: number): void;
  complete(position: number): void;
  isNew(position: number): boolean;
}

function createSeen(): Seen {
  let upTo: number | undefined;
  const above = new Set<number>();
  return {
    upTo: () => upTo,
    begin: (position) => {
      upTo ??= position;
    },
    complete: (position) => {
      upTo = Math.max(upTo ?? 0, position);
      for (const each of above) if (each <= upTo) above.delete(each);
    },
    isNew: (position) => {
      if (position <= (upTo ?? 0) || above.has(position)) return false;
      above.add(position);
      return true;
    },
  };
}

const delay = (ms: number, signal: AbortSignal, onNetwork?: FollowOptions['onNetwork']): Promise<void> =>
  new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      forget?.();
      resolve();
    };
    const timer = setTimeout(end, ms);
    const forget = onNetwork?.((isOnline) => {
      if (isOnline) end();
    });
    signal.addEventListener('abort', end, { once: true });
  });

/** What one connection says until it ends, for whatever reason. */
async function* listen(
  {
    ticket: ask,
    channels,
    signal,
    catchUpEveryMs = CATCH_UP_EVERY_MS,
    onNetwork,
    mayFail,
  }: FollowOptions & { readonly mayFail: boolean },
  seen: Seen,
): AsyncGenerator<Heard> {
  const given = await ask().catch((error: unknown) => {
    // Whoever was connected before waits for Rex to come back; at first, the reason is told.
    if (!mayFail) throw error;
  });
  if (given === undefined) return;
  const { ticket, url } = given;
  const socket = new WebSocket(`${url}?token=${ticket}`);
  const say = (message: ClientMessage) => socket.send(JSON.stringify(message));
  const waiting: Heard[] = [];
  let wake: () => void = () => undefined;
  let over = false;
  const end = () => {
    over = true;
    wake();
  };
  let asked: { readonly at: number; readonly after: number } | undefined;
  const catchUp = (after = seen.upTo()) => {
    if (after === undefined) return;
    if (asked === undefined) {
      asked = { at: Date.now(), after };
      say({ type: 'catch-up', after });
      // A connection that broke without a word looks open for long.
    } else if (Date.now() - asked.at > ANSWERED_WITHIN_MS) end();
  };
  socket.addEventListener('open', () => say({ type: 'subscribe', channels: [...channels] }));
  socket.addEventListener('message', ({ data }) => {
    const heard = heardOf(String(data));
    if (!heard) return;
    // The connection is older than Rex keeps them: a new one.
    if (heard.type === 'error' && heard.code === 'NOT_FOUND') return end();
    waiting.push(heard);
    if (heard.type === 'caught-up' || heard.type === 'gone') {
      const isAll = heard.type === 'gone' || heard.position === asked?.after;
      asked = undefined;
      // There is a most for one answer: the next begins where it ended.
      if (!isAll) catchUp(heard.position);
    }
    if (heard.type === 'subscribed') catchUp();
    wake();
  });
  socket.addEventListener('close', end);
  socket.addEventListener('error', end);
  signal.addEventListener('abort', end, { once: true });
  const checking = setInterval(() => catchUp(), catchUpEveryMs);
  const forget = onNetwork?.((isOnline) => {
    if (!isOnline) end();
  });
  try {
    while (!over || waiting.length > 0) {
      const next = waiting.shift();
      if (next) yield next;
      else
        await new Promise<void>((resolve) => {
          wake = resolve;
          if (over) resolve();
        });
    }
  } finally {
    clearInterval(checking);
    forget?.();
    signal.removeEventListener('abort', end);
    socket.close();
  }
}
