import { OK, socketEventSchema } from '../../../shared/platform/runtime/socket-event.ts';
import { openLive } from '../../../shared/wiring/open-live.ts';

const { connections } = openLive();

export const handler = async (event: unknown) => {
  const { connectionId, authorizer } = socketEventSchema.parse(event).requestContext;
  await connections.remove(authorizer.workspace, connectionId);
  return OK;
};
