import * as z from 'zod';
import { analyticsRoutes } from '../../../shared/analytics/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { alertField } from '../id-fields.ts';

export const alertsResolve = defineCommand({
  name: 'alerts resolve',
  summary: 'Resolve an alert: the next time it happens is a new alert',
  examples: ['rex alerts resolve al_01jd8w5gk3q4v6x8z0a2c4e6g8'],
  positionals: ['alert'],
  input: z.strictObject({ alert: alertField }),
  async run(context, { alert: id }) {
    const alert = await call(await connect(context), analyticsRoutes.resolveAlert, { params: { id } });
    return { json: alert, text: `${alert.id} is ${alert.state}.` };
  },
});
