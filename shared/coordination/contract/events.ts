import * as z from 'zod';
import { assignmentIdSchema, missionIdSchema } from '../../kernel/contract/common.ts';
import { events } from '../../kernel/contract/event-contract.ts';
import { externalAgentIdSchema, externalStepSchema } from './external-agent-routes.ts';

const AGENT = { version: 1, channel: 'agents', aggregate: 'EXTERNAL_AGENT' } as const;
const ASSIGNMENT = { version: 1, channel: 'agents', aggregate: 'ASSIGNMENT' } as const;
const EXAMPLE_AGENT = 'oa_01jd8w5gk3q4v6x8z0a2c4e6g8';

const agent = z.object({
  agentId: externalAgentIdSchema,
  name: z.string(),
  steps: z.array(externalStepSchema),
});
const agentExample = { agentId: EXAMPLE_AGENT, name: 'Copy desk', steps: ['personalize' as const] };
const assignment = z.object({
  assignmentId: assignmentIdSchema,
  missionId: missionIdSchema,
  step: externalStepSchema,
});
const assignmentExample = {
  assignmentId: 'er_0a1b2c3d4e5f6g7h8j9k',
  missionId: 'm_01jd8w5gk3q4v6x8z0a2c4e6g8',
  step: 'personalize',
} as const;
const held = assignment.extend({
  agentId: z.string().describe('An external agent, or `model`'),
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
  'bus.answered': {
    ...BUS,
    summary: 'The answer to a check of the bus: events arrive.',
    data: nothing,
    example: {},
  },
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
  'assignment.offered': {
    ...ASSIGNMENT,
    summary: 'A step of a mission was offered to external agents.',
    data: assignment,
    example: assignmentExample,
  },
  'assignment.taken': {
    ...ASSIGNMENT,
    summary: 'An external agent took an assignment.',
    data: held,
    example: { ...assignmentExample, agentId: EXAMPLE_AGENT, epoch: 1 },
  },
  'assignment.given-back': {
    ...ASSIGNMENT,
    summary: 'An external agent reported that it cannot do an assignment.',
    data: held.extend({ code: z.string() }),
    example: { ...assignmentExample, agentId: EXAMPLE_AGENT, epoch: 1, code: 'OVERLOADED' },
  },
  'assignment.done': {
    ...ASSIGNMENT,
    summary: 'An external agent completed an assignment.',
    data: held,
    example: { ...assignmentExample, agentId: EXAMPLE_AGENT, epoch: 2 },
  },
  'assignment.given-up': {
    ...ASSIGNMENT,
    summary: 'No external agent completed the assignment: Rex does the step itself.',
    data: assignment.extend({ reason: z.string() }),
    example: { ...assignmentExample, reason: 'Nobody did it in time.' },
  },
});
