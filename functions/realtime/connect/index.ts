import { systemClock } from '../../../shared/kernel/clock.ts';
import { openConnection } from '../../../shared/live/app/open-connection.ts';
import { OK, socketEventSchema } from '../../../shared/platform/runtime/socket-event.ts';
import { openLive } from '../../../shared/wiring/open-live.ts';

const deps = { ...openLive(), clock: systemClock };

export const handler = async (event: unknown) => {
  const { connectionId, authorizer } = socketEventSchema.parse(event).requestContext;
  await openConnection(deps, { ...authorizer, connectionId });
  return OK;
};
