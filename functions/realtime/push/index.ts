import * as z from 'zod';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { rexEventSchema } from '../../../shared/kernel/contract/envelope.ts';
import { answerForm } from '../../../shared/kernel/contract/tolerance.ts';
import { pushEvent } from '../../../shared/live/app/push-event.ts';
import { openGateway } from '../../../shared/wiring/open-gateway.ts';
import { openLive } from '../../../shared/wiring/open-live.ts';

const deps = { ...openLive(), gateway: openGateway(), clock: systemClock };
const busEventSchema = z.object({
  detail: answerForm(rexEventSchema.extend({ position: z.number().int() })),
});

export const handler = async (event: unknown): Promise<void> => {
  const { position, ...detail } = busEventSchema.parse(event).detail;
  await pushEvent(deps, { position, event: detail });
};
