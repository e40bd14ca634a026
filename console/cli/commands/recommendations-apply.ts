import * as z from 'zod';
import { analyticsRoutes } from '../../../shared/analytics/contract/routes.ts';
import { call } from '../api-client.ts';
import { changeFacts } from '../change-text.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { recommendationField } from '../id-fields.ts';
import { renderFacts } from '../terminal/table.ts';

export const recommendationsApply = defineCommand({
  name: 'recommendations apply',
  summary: 'Request an approval of the change; nothing changes before it is approved',
  examples: ['rex recommendations apply r_01jd8w5gk3q4v6x8z0a2c4e6g8'],
  positionals: ['recommendation'],
  input: z.strictObject({ recommendation: recommendationField }),
  async run(context, { recommendation: id }) {
    const asked = await call(await connect(context), analyticsRoutes.applyRecommendation, { params: { id } });
    return {
      json: asked,
      text: `${renderFacts(changeFacts(asked.change))}\nIt waits for an approval: "rex approvals show ${asked.approvalId}", then "rex approvals approve ${asked.approvalId}".`,
    };
  },
});
