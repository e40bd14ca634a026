import { openConnections } from '../../../shared/runtime/open-connections.ts';
import { OK, socketEventSchema } from '../../../shared/runtime/socket-event.ts';

const connections = openConnections();

export const handler = async (event: unknown) => {
  const { connectionId, authorizer } = socketEventSchema.parse(event).requestContext;
  await connections.remove(authorizer.workspace, connectionId);
  return OK;
};
