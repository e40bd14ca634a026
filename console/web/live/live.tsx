import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, use, useEffect, useState } from 'react';
import { EVENT_CHANNELS } from '../../../shared/kernel/contract/event-channels.ts';
import { operationRoutes } from '../../../shared/operations/contract/routes.ts';
import { followEvents } from '../../live/follow-events.ts';
import type { HeardEvent } from '../../live/heard.ts';
import { call } from '../api/client.ts';
import { dropUnseen, readAnew } from '../api/hooks.ts';
import { staleAfter } from '../api/resource.ts';
import { heardTime } from '../sign-in/rex-time.ts';
import { useSession } from '../sign-in/session-context.ts';

type LiveState = 'connecting' | 'open' | 'lost';

interface Live {
  readonly state: LiveState;
  /** The latest events, newest first. */
  readonly events: readonly HeardEvent[];
}

const LiveContext = createContext<Live>({ state: 'connecting', events: [] });
export const useLive = (): Live => use(LiveContext);

/** Events come in bursts: what they make stale is read anew once for each burst. */
const GATHER_MS = 250;
const KEPT_EVENTS = 1_000;
const TRY_AGAIN_MS = 5_000;
/** What happened between the first answers and the connection is among so many, but for the busiest workspace, where more follows. */
const LATEST = 100;
/** The connection is made after the first page has its answers, for which it would ask Rex at the same time. */
const AFTER_FIRST_ANSWERS_MS = 1_000;
/** A ticket holds for a minute from when it was asked for; a little more, because no two clocks agree. */
const BEFORE_TICKET_ENDS_MS = 65_000;

/** Until nothing is asked for any more, or for so long. */
const answered = (client: QueryClient, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      forget();
      resolve();
    };
    const timer = setTimeout(end, AFTER_FIRST_ANSWERS_MS);
    const cache = client.getQueryCache();
    const forget = cache.subscribe(() => {
      if (cache.findAll({ predicate: isOfPage }).length > 0 && client.isFetching() === 0) end();
    });
    signal.addEventListener('abort', end, { once: true });
  });

/** The state bar asks before the page does. */
const isOfPage = ({ queryKey: [resource] }: { readonly queryKey: readonly unknown[] }): boolean =>
  resource !== 'status' && resource !== 'me' && resource !== 'local';

/** A browser that goes offline tells its connections late or never. */
function onNetwork(changed: (isOnline: boolean) => void): () => void {
  const forget = new AbortController();
  addEventListener('offline', () => changed(false), forget);
  addEventListener('online', () => changed(true), forget);
  return () => forget.abort();
}

/** Follows the events of the workspace and refreshes what they change, on whatever page. */
export function LiveUpdates({ children }: { readonly children: ReactNode }) {
  const session = useSession();
  const client = useQueryClient();
  const [live, setLive] = useState<Live>({ state: 'connecting', events: [] });

  useEffect(() => {
    const stop = new AbortController();
    const stale = new Set<string>();
    let gathered: HeardEvent[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    /** When the first answers were asked for, by the clock of Rex, in milliseconds. */
    let begun = Number.POSITIVE_INFINITY;
    const flush = () => {
      timer = undefined;
      void readAnew(client, [...stale]);
      stale.clear();
      const latest = gathered.toReversed();
      gathered = [];
      setLive(({ state, events }) => ({ state, events: [...latest, ...events].slice(0, KEPT_EVENTS) }));
    };
    const mounted = performance.now();
    const listen = async () => {
      const following = followEvents({
        ticket: async () => {
          const waited = performance.now() - mounted;
          const { data } = await call(operationRoutes.realtimeTicket, {}, session);
          if (begun === Number.POSITIVE_INFINITY)
            begun = Date.parse(data.expiresAt) - BEFORE_TICKET_ENDS_MS - waited;
          return data;
        },
        channels: EVENT_CHANNELS,
        latest: LATEST,
        signal: stop.signal,
        onNetwork,
        onState: (state) => setLive(({ events }) => ({ state, events })),
        onGone: () => void client.invalidateQueries(),
      });
      for await (const event of following) {
        if (Date.parse(event.at) >= begun) for (const resource of staleAfter(event)) stale.add(resource);
        if (event.name === 'erasure.completed') dropUnseen(client);
        heardTime(event.at);
        gathered.push(event);
        timer ??= setTimeout(flush, GATHER_MS);
      }
    };
    const keepListening = async () => {
      await answered(client, stop.signal);
      while (!stop.signal.aborted) {
        await listen().catch(() => setLive(({ events }) => ({ state: 'lost', events })));
        await new Promise((resolve) => setTimeout(resolve, TRY_AGAIN_MS));
      }
    };
    void keepListening();
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [session, client]);

  return <LiveContext value={live}>{children}</LiveContext>;
}
