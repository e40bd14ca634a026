import { systemClock } from '../../../shared/kernel/clock.ts';
import { openConnection } from '../../../shared/live/app/open-connection.ts';
import { OK, socketEventSchema } from '../../../shared/platform/runtime/socket-event.ts';
import { openConnections } from '../../../shared/wiring/open-connections.ts';

const deps = { connections: openConnections(), clock: systemClock };

export const handler = async (event: unknown) => {
  const { connectionId, authorizer } = socketEventSchema.parse(event).requestContext;
  await openConnection(deps, { ...authorizer, connectionId });
  return OK;
};
