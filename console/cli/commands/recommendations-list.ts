import * as z from 'zod';
import { analyticsRoutes } from '../../../shared/analytics/contract/routes.ts';
import { RECOMMENDATION_STATES } from '../../../shared/workspaces/contract/setting-change.ts';
import { call } from '../api-client.ts';
import { changeText } from '../change-text.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { limitField, moreHint } from '../paging.ts';
import { oneLine } from '../terminal/table.ts';

export const recommendationsList = defineCommand({
  name: 'recommendations list',
  summary: 'Recommended changes, with the numbers behind them',
  details:
    'Recommendations come from the results of missions and from reviews ("rex missions create --type performance_optimization").',
  examples: ['rex recommendations list --state open', 'rex recommendations list --json'],
  input: z.strictObject({
    state: value(
      'STATE',
      z.enum(RECOMMENDATION_STATES).optional(),
      `Only recommendations in this state: ${RECOMMENDATION_STATES.join(', ')}`,
    ),
    limit: limitField,
    cursor: value('CURSOR', z.string().optional(), 'Continue where another list ended'),
  }),
  async run(context, query) {
    const page = await call(await connect(context), analyticsRoutes.listRecommendations, { query });
    const texts = page.recommendations.map(({ id, kind, state, sentence, evidence, change, reason }) =>
      [
        `${id}  ${kind}, ${state}${reason === null ? '' : ` (${oneLine(reason)})`}`,
        `  ${oneLine(sentence)}`,
        `  ${oneLine(evidence)}`,
        `  ${oneLine(changeText(change))}`,
      ].join('\n'),
    );
    return {
      json: page,
      text: texts.length === 0 ? 'No recommendations.' : texts.join('\n\n') + moreHint(page.cursor),
    };
  },
});
