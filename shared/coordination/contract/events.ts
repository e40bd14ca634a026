import * as z from 'zod';
import { errandIdSchema, missionIdSchema } from '../../kernel/contract/common.ts';
import { events } from '../../kernel/contract/event-contract.ts';
import { outsideAgentIdSchema, outsideStepSchema } from './outside-agent-routes.ts';

const AGENT = { version: 1, channel: 'agents', aggregate: 'OUTSIDE_AGENT' } as const;
const ERRAND = { version: 1, channel: 'agents', aggregate: 'ERRAND' } as const;
const EXAMPLE_AGENT = 'oa_01jd8w5gk3q4v6x8z0a2c4e6g8';

const agent = z.object({
  agentId: outsideAgentIdSchema,
  name: z.string(),
  steps: z.array(outsideStepSchema),
});
const agentExample = { agentId: EXAMPLE_AGENT, name: 'Copy desk', steps: ['personalize' as const] };
const errand = z.object({ errandId: errandIdSchema, missionId: missionIdSchema, step: outsideStepSchema });
const errandExample = {
  errandId: 'er_0a1b2c3d4e5f6g7h8j9k',
  missionId: 'm_01jd8w5gk3q4v6x8z0a2c4e6g8',
  step: 'personalize',
} as const;
const held = errand.extend({
  agentId: z.string().describe('An outside agent, or `model`'),
  epoch: z.number().int(),
});

const BUS = { version: 1, channel: 'system', aggregate: 'BUS' } as const;
const nothing = z.object({});

export const agentEvents = events({
  'bus.asked': {
    ...BUS,
    summary: 'Somebody checks whether events arrive.',
    data: nothing,
    example: {},
  },
  'bus.answered': { ...BUS, summary: 'They do.', data: nothing, example: {} },
  'agent.registered': {
    ...AGENT,
    summary: 'An external agent was registered: it may do steps of missions.',
    data: agent,
    example: agentExample,
  },
  'agent.secret-rotated': {
    ...AGENT,
    summary: 'An external agent got a new secret; the old one is no longer accepted.',
    data: agent,
    example: agentExample,
  },
  'agent.revoked': {
    ...AGENT,
    summary: 'An external agent was revoked.',
    data: agent,
    example: agentExample,
  },
  'errand.offered': {
    ...ERRAND,
    summary: 'A step of a mission was offered to external agents.',
    data: errand,
    example: errandExample,
  },
  'errand.taken': {
    ...ERRAND,
    summary: 'An external agent took an assignment.',
    data: held,
    example: { ...errandExample, agentId: EXAMPLE_AGENT, epoch: 1 },
  },
  'errand.given-back': {
    ...ERRAND,
    summary: 'An external agent reported that it cannot do an assignment.',
    data: held.extend({ code: z.string() }),
    example: { ...errandExample, agentId: EXAMPLE_AGENT, epoch: 1, code: 'OVERLOADED' },
  },
  'errand.done': {
    ...ERRAND,
    summary: 'An external agent completed an assignment.',
    data: held,
    example: { ...errandExample, agentId: EXAMPLE_AGENT, epoch: 2 },
  },
  'errand.given-up': {
    ...ERRAND,
    summary: 'No external agent completed the assignment: Rex does the step itself.',
    data: errand.extend({ reason: z.string() }),
    example: { ...errandExample, reason: 'Nobody did it in time.' },
  },
});
