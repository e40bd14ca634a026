import { answerClient } from '../../../shared/app/realtime/answer-client.ts';
import { openConnections } from '../../../shared/runtime/open-connections.ts';
import { openGateway } from '../../../shared/runtime/open-gateway.ts';
import { OK, socketEventSchema } from '../../../shared/runtime/socket-event.ts';

const connections = openConnections();
const gateway = openGateway();

export const handler = async (event: unknown) => {
  const { body, requestContext } = socketEventSchema.parse(event);
  const { connectionId, authorizer } = requestContext;
  const answer = await answerClient({ connections }, { ...authorizer, connectionId, text: body });
  await gateway.post(connectionId, answer);
  return OK;
};
