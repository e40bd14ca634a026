import { openConnections } from '../open-connections.ts';
import { OK, socketEventSchema } from '../socket-event.ts';

const connections = openConnections();

export const handler = async (event: unknown) => {
  const { connectionId, authorizer } = socketEventSchema.parse(event).requestContext;
  await connections.remove(authorizer.workspace, connectionId);
  return OK;
};
