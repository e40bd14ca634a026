import { answerClient } from '../../../shared/live/app/answer-client.ts';
import { OK, socketEventSchema } from '../../../shared/platform/runtime/socket-event.ts';
import { openGateway } from '../../../shared/wiring/open-gateway.ts';
import { openLive } from '../../../shared/wiring/open-live.ts';

const deps = openLive();
const gateway = openGateway();

export const handler = async (event: unknown) => {
  const { body, requestContext } = socketEventSchema.parse(event);
  const { connectionId, authorizer } = requestContext;
  // One after the other: a client reads them in this order, and one that has gone ends it.
  for await (const answer of answerClient(deps, { ...authorizer, connectionId, text: body })) {
    if ((await gateway.post(connectionId, answer)) !== 'sent') break;
  }
  return OK;
};
