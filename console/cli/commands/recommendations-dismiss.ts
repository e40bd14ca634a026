import * as z from 'zod';
import { analyticsRoutes } from '../../../shared/analytics/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { recommendationField } from '../id-fields.ts';

export const recommendationsDismiss = defineCommand({
  name: 'recommendations dismiss',
  summary:
    'Dismiss a recommendation that is not wanted or was done by hand: its cause stays silent for 30 days',
  examples: ['rex recommendations dismiss r_01jd8w5gk3q4v6x8z0a2c4e6g8 --reason "We clean the list first"'],
  positionals: ['recommendation'],
  input: z.strictObject({
    recommendation: recommendationField,
    reason: value('TEXT', z.string().min(1).optional(), 'Reason, which is kept in the audit log'),
  }),
  async run(context, { recommendation: id, reason }) {
    const dismissed = await call(await connect(context), analyticsRoutes.dismissRecommendation, {
      params: { id },
      body: { reason },
    });
    return { json: dismissed, text: `${dismissed.id} is ${dismissed.state}.` };
  },
});
