import * as z from 'zod';
import {
  addIntelligenceBodySchema,
  INTELLIGENCE_TYPES,
} from '../../../shared/campaigns/contract/intelligence.ts';
import { campaignRoutes } from '../../../shared/campaigns/contract/routes.ts';
import { call } from '../api-client.ts';
import { refusedBody } from '../cli-error.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';

export const intelligenceAdd = defineCommand({
  name: 'intelligence add',
  summary: 'Write down what was learned about the world outside',
  examples: [
    'rex intelligence add "Discogs raised its fees" --type competitive --text "To 9 %." --source https://www.discogs.example/fees --confidence 0.9',
  ],
  positionals: ['title'],
  input: z.strictObject({
    title: value('TITLE', z.string(), 'What it is, in a line'),
    type: value('TYPE', z.enum(INTELLIGENCE_TYPES), `One of ${INTELLIGENCE_TYPES.join(', ')}`),
    text: value('TEXT', z.string(), 'What was learned'),
    source: value('SOURCE', z.string(), 'Where it is from'),
    confidence: value('SHARE', z.coerce.number(), 'How sure it is, 0 to 1'),
    'valid-until': value('INSTANT', z.string().optional(), 'From then on it is expired'),
  }),
  async run(context, { 'valid-until': validUntil, ...given }) {
    const body = addIntelligenceBodySchema.safeParse({ ...given, validUntil });
    if (!body.success) throw refusedBody(body.error.issues);
    const json = await call(await connect(context), campaignRoutes.addIntelligence, {
      body: body.data,
      headers: {},
    });
    return { json, text: json.id };
  },
});
