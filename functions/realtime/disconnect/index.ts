import { OK, socketEventSchema } from '../../../shared/platform/runtime/socket-event.ts';
import { openConnections } from '../../../shared/wiring/open-connections.ts';

const connections = openConnections();

export const handler = async (event: unknown) => {
  const { connectionId, authorizer } = socketEventSchema.parse(event).requestContext;
  await connections.remove(authorizer.workspace, connectionId);
  return OK;
};
