import * as z from 'zod';
import { automationIdSchema, missionIdSchema } from '../../kernel/contract/common.ts';
import { events } from '../../kernel/contract/event-contract.ts';
import { CONNECTORS, OUTCOMES, runIdSchema } from './automations.ts';

const AUTOMATION = { version: 1, channel: 'agents', aggregate: 'AUTOMATION' } as const;
const RUN = { version: 1, channel: 'agents', aggregate: 'AUTOMATION_RUN' } as const;

const about = z.object({
  automationId: automationIdSchema,
  name: z.string(),
  connector: z.enum(CONNECTORS),
  host: z.string().describe('The host of its address. The rest of the address may be secret'),
});
const example = {
  automationId: 'au_01jd8w5gk3q4v6x8z0a2c4e6g8',
  name: 'Clean the list',
  connector: 'n8n',
  host: 'n8n.acme.example',
} as const;
const run = z.object({ automationId: automationIdSchema, missionId: missionIdSchema, runId: runIdSchema });
const runExample = {
  automationId: 'au_01jd8w5gk3q4v6x8z0a2c4e6g8',
  missionId: 'm_01jd8w5gk3q4v6x8z0a2c4e6g8',
  runId: 'm_01jd8w5gk3q4v6x8z0a2c4e6g8.1',
};

export const automationEvents = events({
  'automation.added': { ...AUTOMATION, summary: 'An automation was added.', data: about, example },
  'automation.removed': { ...AUTOMATION, summary: 'An automation was removed.', data: about, example },
  'automation.secret-rotated': {
    ...AUTOMATION,
    summary: 'An automation got new secrets.',
    data: about,
    example,
  },
  'automation.started': {
    ...RUN,
    summary: 'An automation took the start of a step.',
    data: run,
    example: runExample,
  },
  'automation.finished': {
    ...RUN,
    summary: 'The step of an automation ended: with a result, or without one.',
    data: run.extend({
      outcome: z.enum([...OUTCOMES, 'failed']),
      reason: z.string().optional().describe('Why there is no result'),
    }),
    example: { ...runExample, outcome: 'continue' },
  },
});
