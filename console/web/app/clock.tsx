import { useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, use, useEffect, useState } from 'react';
import * as z from 'zod';
import { useLive } from '../live/live.tsx';
import { heardTime } from '../sign-in/rex-time.ts';

const NowContext = createContext(Date.now());

/** The time of Rex in milliseconds. It moves on every half minute; on one machine it may be days ahead. */
export const useNow = (): number => use(NowContext);

const TICK_MS = 30_000;
const statusSchema = z.looseObject({
  now: z.string(),
  nextTimer: z.string().optional(),
  callsOut: z.array(z.string()).default([]),
  inFlight: z.unknown(),
});

/** The local runtime, when this Rex runs on one machine; null on AWS. */
export function useLocalRuntime() {
  return useQuery({
    queryKey: ['local', 'status'],
    queryFn: async ({ signal }) => {
      const answer = await fetch('/_local/status', { signal });
      const isJson = answer.headers.get('content-type')?.startsWith('application/json');
      if (!answer.ok || !isJson) return null;
      const status = statusSchema.parse(await answer.json());
      heardTime(status.now);
      return status;
    },
    staleTime: TICK_MS,
  });
}

export function Clock({ children }: { readonly children: ReactNode }) {
  const { data: local, dataUpdatedAt } = useLocalRuntime();
  const { events } = useLive();
  const [real, setReal] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setReal(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  const ahead = local ? Math.max(0, Date.parse(local.now) - dataUpdatedAt) : 0;
  // An event is never of the future: after a jump it tells the new time before the status is read again.
  const heard = events.reduce((latest, { at }) => Math.max(latest, Date.parse(at)), 0);
  return <NowContext value={Math.max(real + ahead, heard)}>{children}</NowContext>;
}
