import * as z from 'zod';
import { decisionRoutes, LAYERS } from '../../../shared/decisions/contract/routes.ts';
import { missionIdSchema } from '../../../shared/kernel/contract/common.ts';
import { call } from '../api-client.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { limitField, moreHint } from '../paging.ts';
import { moment } from '../terminal/moment.ts';
import { oneLine, renderTable } from '../terminal/table.ts';

export const decisionsList = defineCommand({
  name: 'decisions list',
  summary: 'Decisions of Rex, with the rule and the reason',
  examples: [
    'rex decisions list --since 24h',
    'rex decisions list --rule ErrorEscalationRule --json | jq .decisions[].facts',
  ],
  input: z.strictObject({
    since: value(
      'SPAN',
      z.string().optional(),
      'Only decisions since then: an instant, or a span before now such as 24h or 30d',
    ),
    layer: value('LAYER', z.enum(LAYERS).optional(), `One of ${LAYERS.join(', ')}`),
    rule: value('RULE', z.string().optional(), 'Only decisions of this rule'),
    action: value('ACTION', z.string().optional(), 'Only decisions with this action'),
    mission: value('ID', missionIdSchema.optional(), 'Only decisions about this mission'),
    limit: limitField,
    cursor: value('CURSOR', z.string().optional(), 'Continue where another list ended'),
  }),
  async run(context, { mission, ...query }) {
    const page = await call(await connect(context), decisionRoutes.listDecisions, {
      query: { ...query, missionId: mission },
    });
    const table = renderTable(page.decisions, [
      { title: 'When', cell: ({ at }) => moment(at) },
      { title: 'About', cell: ({ subject }) => subject ?? undefined, maxWidth: 30 },
      { title: 'Rule', cell: ({ rule }) => rule },
      { title: 'Decision', cell: ({ action }) => action },
      { title: 'Why', cell: ({ explanation }) => oneLine(explanation), maxWidth: 70 },
    ]);
    const none = 'No decisions. A mission makes some: "rex missions create".';
    return { json: page, text: page.decisions.length === 0 ? none : table + moreHint(page.cursor) };
  },
});
