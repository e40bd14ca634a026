import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { z } from 'zod';
import { rexEventSchema } from '../../../../shared/kernel/contract/envelope.ts';
import { EVENT_CHANNELS } from '../../../../shared/kernel/contract/event-channels.ts';
import { operationRoutes } from '../../../../shared/operations/contract/routes.ts';
import { readPastEvents } from '../../../live/past-events.ts';
import { ApiError, call } from '../../api/client.ts';
import { useLive } from '../../live/live.tsx';
import { useSession } from '../../sign-in/session-context.ts';

export type AuditEvent = z.output<typeof rexEventSchema>;

/** How many of the past events are read at most. */
export const MOST_PAST = 2_000;

/** The events of the last day, newest first, and those that happen meanwhile. */
export function useEvents() {
  const session = useSession();
  const { events: live } = useLive();
  const past = useQuery<readonly unknown[], ApiError>({
    queryKey: ['events', 'past'],
    queryFn: ({ signal }) =>
      readPastEvents({
        ticket: async () => (await call(operationRoutes.realtimeTicket, {}, session)).data,
        channels: EVENT_CHANNELS,
        most: MOST_PAST,
        signal,
      }).catch((error: Error) => {
        throw error instanceof ApiError ? error : new ApiError('CONNECTION_LOST', error.message);
      }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const events = useMemo(() => merge(live, past.data ?? []), [live, past.data]);
  return { events, error: past.error, isLoading: past.isLoading, refetch: past.refetch };
}

/** Each event once, the latest first. What this console does not know is left out. */
function merge(live: readonly unknown[], past: readonly unknown[]): readonly AuditEvent[] {
  const known = new Map<string, AuditEvent>();
  for (const each of [...live, ...past]) {
    const event = rexEventSchema.safeParse(each).data;
    if (event !== undefined) known.set(event.id, event);
  }
  return [...known.values()].toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at));
}
