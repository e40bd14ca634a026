import * as z from 'zod';
import { INTELLIGENCE_TYPES } from '../../../shared/campaigns/contract/intelligence.ts';
import { campaignRoutes } from '../../../shared/campaigns/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { limitField, moreHint } from '../paging.ts';
import { renderTable } from '../terminal/table.ts';

export const intelligenceList = defineCommand({
  name: 'intelligence list',
  summary: 'What was learned about the world outside, newest first',
  examples: ['rex intelligence list', 'rex intelligence list --type competitive --valid yes'],
  input: z.strictObject({
    type: value(
      'TYPE',
      z.enum(INTELLIGENCE_TYPES).optional(),
      `Only those: ${INTELLIGENCE_TYPES.join(', ')}`,
    ),
    'min-confidence': value(
      'SHARE',
      z.coerce.number().min(0).max(1).optional(),
      'Only what is so sure, 0 to 1',
    ),
    valid: value('YES|NO', z.enum(['yes', 'no']).optional(), 'Only what holds, or only what has expired'),
    limit: limitField,
    cursor: value('CURSOR', z.string().optional(), 'Show what comes after another list'),
  }),
  async run(context, { 'min-confidence': minConfidence, ...query }) {
    const json = await call(await connect(context), campaignRoutes.listIntelligence, {
      query: { ...query, minConfidence },
    });
    const table = renderTable(json.entries, [
      { title: 'Entry', cell: ({ id }) => id },
      { title: 'Type', cell: ({ type }) => type },
      { title: 'Title', cell: ({ title }) => title, maxWidth: 40 },
      { title: 'Sure', cell: ({ confidence }) => confidence, align: 'right' },
      {
        title: 'Until',
        cell: ({ validUntil, expired }) => (expired ? `${validUntil}, expired` : validUntil),
      },
    ]);
    const none = 'Nothing. "rex intelligence add" writes something down.';
    return { json, text: json.entries.length === 0 ? none : table + moreHint(json.cursor) };
  },
});
