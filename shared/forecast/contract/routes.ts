import * as z from 'zod';
import { missionIdSchema } from '../../kernel/contract/common.ts';
import { ANYONE, routes } from '../../kernel/contract/route.ts';
import { simulationSchema } from './simulation.ts';

export const forecastRoutes = routes({
  simulateMission: {
    operationId: 'simulateMission',
    method: 'GET',
    path: '/api/rex/missions/{id}/simulation',
    summary:
      'Play a mission forward over its leads, with the caps, hours, warmup and risk budget that hold for it and with simulated people; what was sent stands beside it. Nothing is sent or stored.',
    roles: ANYONE,
    params: z.object({ id: missionIdSchema }),
    query: z.object({
      seed: z.coerce
        .number()
        .int()
        .min(0)
        .max(1_000_000)
        .default(1)
        .describe('Decides what people do. The same seed gives the same plan'),
      days: z.coerce
        .number()
        .int()
        .min(1)
        .max(730)
        .default(365)
        .describe('Days after which the plan ends, finished or not'),
    }),
    success: { status: 200, schema: simulationSchema },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND', 'CONFLICT'],
  },
});
