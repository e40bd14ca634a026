import { APPROVERS, OPERATORS } from '../../../kernel/contract/route.ts';
import { seat } from '../../../seats/contract/seat.ts';
import { workViewSchema } from '../../../seats/contract/work.ts';
import {
  analysisSchema,
  analyzeInputSchema,
  decideInputSchema,
  decisionsSchema,
  designInputSchema,
  guidanceSchema,
  guideInputSchema,
  guildParamsSchema,
  initiativeSchema,
  optimizationSchema,
  optimizeInputSchema,
} from './schemas.ts';
import { INITIATIVE } from './terms.ts';

const GUIDANCE = {
  prefix: 'ag',
  tab: 'Guild guidance',
  states: { given: ['reviewed'], reviewed: [] },
  result: guidanceSchema,
} as const;

/** Looks at this very system and at the guilds, and says what should be changed, by what was measured. */
export const architect = seat({
  name: 'architect',
  title: 'Architect',
  purpose: 'Measures this system and the guilds, proposes changes, and looks whether they came true.',
  capabilities: {
    design_initiative: {
      does: 'Puts phases, resources and a target together, which a person approves.',
      method: 'The critical path method (Kelley and Walker 1959); the target is measured before and after.',
      reads: ['functions'],
      proposes: ['initiatives that a person approves'],
    },
    analyze_architecture: {
      does: 'Says how fast, how much and how well each function of this system works, and which is the bottleneck.',
      method:
        "Order statistics for quantiles (Hahn and Meeker 1991), Mann-Kendall and Sen's slope (1968) for trends, Pettitt (1979) for a change, Little's law (1961), Holm's adjustment.",
      reads: ['functions'],
      proposes: [],
    },
    optimize_component: {
      does: 'Proposes one change of a function: measured before, expected after, and checked later.',
      method:
        'What is expected was reached before: the level before a change, or that of the best quarter of the hours.',
      reads: ['functions'],
      proposes: ['changes that people make'],
    },
    provide_strategic_guidance: {
      does: 'Says what the figures of a guild ask for, beside those of the other guilds.',
      method: "Wilson's interval (1927) and the two-sided z test of two rates.",
      reads: ['guilds', 'tasks'],
      proposes: [],
    },
    review_guild_strategy: {
      does: 'Looks a week later what has become of a guild that was guided.',
      method: 'The same test, then against now.',
      reads: ['guilds', 'tasks'],
      proposes: [],
    },
  },
  kinds: {
    initiative: { prefix: 'ai', tab: 'Initiatives', states: INITIATIVE, result: initiativeSchema },
    analysis: { prefix: 'aa', tab: 'Architecture analysis', states: { done: [] }, result: analysisSchema },
    optimization: {
      prefix: 'ao',
      tab: 'Architecture analysis',
      states: { proposed: ['reached', 'missed', 'untold'], reached: [], missed: [], untold: [] },
      result: optimizationSchema,
    },
    guidance: GUIDANCE,
  },
  acts: {
    designInitiative: {
      capability: 'design_initiative',
      path: '/initiatives/design',
      summary: 'Design an initiative of phases, with what is to be reached.',
      roles: OPERATORS,
      input: designInputSchema,
      kind: 'initiative',
    },
    decideInitiative: {
      capability: 'design_initiative',
      path: '/initiatives/{id}/approve',
      summary: 'Approve an initiative, or say what else becomes of it, and why.',
      roles: APPROVERS,
      input: decideInputSchema,
      kind: 'initiative',
      of: 'id',
    },
    analyzeArchitecture: {
      capability: 'analyze_architecture',
      path: '/architecture/analyze',
      summary: 'Analyse latency, throughput and errors of the functions of this system.',
      roles: OPERATORS,
      input: analyzeInputSchema,
      kind: 'analysis',
    },
    optimizeComponent: {
      capability: 'optimize_component',
      path: '/architecture/optimize',
      summary: 'Propose a change of a function, which is checked when its day has come.',
      roles: OPERATORS,
      input: optimizeInputSchema,
      kind: 'optimization',
    },
    provideGuidance: {
      capability: 'provide_strategic_guidance',
      path: '/guidance/provide',
      summary: 'Say what the figures of a guild ask for.',
      roles: OPERATORS,
      input: guideInputSchema,
      kind: 'guidance',
    },
  },
  lists: {
    listInitiatives: {
      kind: 'initiative',
      path: '/initiatives',
      summary: 'Initiatives, each with what was decided about it.',
      one: { operationId: 'getInitiative', id: 'id' },
    },
  },
  looks: {
    guildGuidance: {
      path: '/guidance/{guild_name}',
      summary: 'The latest guidance of a guild.',
      params: guildParamsSchema,
      result: workViewSchema(GUIDANCE),
    },
    initiativeDecisions: {
      path: '/decisions',
      tab: 'Initiatives',
      summary: 'What was decided about initiatives, by whom and why.',
      result: decisionsSchema,
    },
  },
});
