import * as z from 'zod';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { rexEventSchema } from '../../../shared/kernel/contract/envelope.ts';
import { pushEvent } from '../../../shared/live/app/push-event.ts';
import { openConnections } from '../../../shared/wiring/open-connections.ts';
import { openGateway } from '../../../shared/wiring/open-gateway.ts';

const deps = { connections: openConnections(), gateway: openGateway(), clock: systemClock };
const busEventSchema = z.object({ detail: rexEventSchema.extend({ position: z.number().int() }) });

export const handler = async (event: unknown): Promise<void> => {
  const { position, ...detail } = busEventSchema.parse(event).detail;
  await pushEvent(deps, { position, event: detail });
};
