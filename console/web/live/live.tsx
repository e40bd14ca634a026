import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, use, useEffect, useState } from 'react';
import { EVENT_CHANNELS } from '../../../shared/kernel/contract/event-channels.ts';
import { operationRoutes } from '../../../shared/operations/contract/routes.ts';
import { followEvents, type HeardEvent } from '../../live/follow-events.ts';
import { call } from '../api/client.ts';
import { refresh } from '../api/hooks.ts';
import { staleAfter } from '../api/resource.ts';
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

/** A browser that goes offline tells its connections late or never. */
function onNetwork(changed: () => void): () => void {
  const forget = new AbortController();
  for (const name of ['offline', 'online']) addEventListener(name, changed, forget);
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
    const flush = () => {
      timer = undefined;
      void refresh(client, [...stale]);
      stale.clear();
      const latest = gathered.toReversed();
      gathered = [];
      setLive(({ state, events }) => ({ state, events: [...latest, ...events].slice(0, KEPT_EVENTS) }));
    };
    const listen = async () => {
      const following = followEvents({
        ticket: async () => (await call(operationRoutes.realtimeTicket, {}, session)).data,
        channels: EVENT_CHANNELS,
        signal: stop.signal,
        onNetwork,
        onState: (state) => {
          setLive(({ events }) => ({ state, events }));
          // What happened before the first event is heard, or was too long ago to be caught up.
          if (state === 'open') void client.invalidateQueries();
        },
      });
      for await (const event of following) {
        for (const resource of staleAfter(event)) stale.add(resource);
        gathered.push(event);
        timer ??= setTimeout(flush, GATHER_MS);
      }
    };
    const keepListening = async () => {
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
