import { openConnection } from '../../../shared/app/realtime/open-connection.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { openConnections } from '../../../shared/runtime/open-connections.ts';
import { OK, socketEventSchema } from '../../../shared/runtime/socket-event.ts';

const deps = { connections: openConnections(), clock: systemClock };

export const handler = async (event: unknown) => {
  const { connectionId, authorizer } = socketEventSchema.parse(event).requestContext;
  await openConnection(deps, { ...authorizer, connectionId });
  return OK;
};
