import * as z from 'zod';
import { pushEvent } from '../../../shared/app/realtime/push-event.ts';
import { rexEventSchema } from '../../../shared/contracts/events/envelope.ts';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { openConnections } from '../../../shared/runtime/open-connections.ts';
import { openGateway } from '../../../shared/runtime/open-gateway.ts';

const deps = { connections: openConnections(), gateway: openGateway(), clock: systemClock };
const busEventSchema = z.object({ detail: rexEventSchema.extend({ position: z.number().int() }) });

export const handler = async (event: unknown): Promise<void> => {
  const { position, ...detail } = busEventSchema.parse(event).detail;
  await pushEvent(deps, { position, event: detail });
};
