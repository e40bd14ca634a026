import { APPROVERS, OPERATORS } from '../../../kernel/contract/route.ts';
import { seat } from '../../../seats/contract/seat.ts';
import {
  analysisSchema,
  analyzeInputSchema,
  appealInputSchema,
  appealSchema,
  caseInputSchema,
  caseSchema,
  decideInputSchema,
  decisionSchema,
  fairnessInputSchema,
  fairnessSchema,
  proposalSchema,
  RESOLUTION,
  registerInputSchema,
} from './schemas.ts';

const { proposed: _, ...BINDING } = RESOLUTION;

/** Settles who gets what, where two want the same. */
export const arbiter = seat({
  name: 'arbiter',
  title: 'Arbiter',
  purpose:
    'Finds what missions, people and settings quarrel about, proposes fair divisions, and has what a person decides done and checked.',
  capabilities: {
    register_conflict: {
      does: 'Registers a conflict, by hand or as the hourly look finds it.',
      method:
        'What waits for what another one holds, leads that two missions write to, and settings that contradict.',
      reads: ['missions', 'pool', 'cohorts', 'settings'],
      proposes: [],
    },
    analyze_conflict: {
      does: 'Says who holds what since when, who waits how long, and how it came to that.',
      method: 'Read from records and their events.',
      reads: ['missions', 'pool', 'events', 'settings'],
      proposes: [],
    },
    propose_resolution: {
      does: 'Sets fair divisions beside each other, with what each party gives up.',
      method:
        "Rules for claims (Thomson 2003) in whole units by Hamilton's method; the largest Nash welfare (Caragiannis et al. 2016) for domains; scored by Jain's index (1984) and envy.",
      reads: ['the analysed case'],
      proposes: [],
    },
    make_arbitration_decision: {
      does: 'Makes an option binding: it is done, and whether it holds is checked.',
      method: 'A person who is no party decides.',
      reads: ['proposals'],
      proposes: ['domains and priorities of missions, by the allocator'],
    },
    handle_appeal: {
      does: 'Upholds or overturns a decision, within 14 days.',
      method: 'Another person than those who decided and challenged it.',
      reads: ['decisions'],
      proposes: ['domains and priorities as they were'],
    },
  },
  kinds: {
    case: {
      prefix: 'cs',
      tab: 'Cases',
      states: {
        registered: ['analyzed', 'final'],
        analyzed: ['analyzed', 'proposed', 'final'],
        ...RESOLUTION,
      },
      result: caseSchema,
    },
    analysis: { prefix: 'cn', tab: 'Cases', states: { done: [] }, result: analysisSchema },
    proposal: {
      prefix: 'po',
      tab: 'Proposals',
      states: { proposed: ['decided'], decided: [] },
      result: proposalSchema,
    },
    decision: {
      prefix: 'de',
      tab: 'Decisions',
      states: {
        ...BINDING,
        overturned: [],
      },
      result: decisionSchema,
    },
    appeal: { prefix: 'ap', tab: 'Appeals', states: { upheld: [], overturned: [] }, result: appealSchema },
    report: { prefix: 'fa', tab: 'Fairness', states: { done: [] }, result: fairnessSchema },
  },
  acts: {
    registerConflict: {
      capability: 'register_conflict',
      path: '/conflict/register',
      summary: 'Register a conflict; one of the type `decision_challenge` appeals against a decision.',
      roles: OPERATORS,
      input: registerInputSchema,
      kind: 'case',
      from: ['decided', 'enforced'],
    },
    analyzeConflict: {
      capability: 'analyze_conflict',
      path: '/analysis/analyze',
      summary:
        'Analyse the causes of a conflict. It takes the numbers that were not known when it was registered.',
      roles: OPERATORS,
      input: analyzeInputSchema,
      kind: 'analysis',
      from: ['registered', 'analyzed', 'proposed', 'overturned'],
    },
    proposeResolution: {
      capability: 'propose_resolution',
      path: '/resolution/propose',
      summary: 'Propose fair resolutions of an analysed conflict.',
      roles: OPERATORS,
      input: caseInputSchema,
      kind: 'proposal',
      from: ['analyzed', 'proposed'],
    },
    makeArbitrationDecision: {
      capability: 'make_arbitration_decision',
      path: '/decision/make',
      summary: 'Make an option of a proposal binding. It is done at once.',
      roles: APPROVERS,
      input: decideInputSchema,
      kind: 'decision',
      from: ['proposed'],
    },
    handleAppeal: {
      capability: 'handle_appeal',
      path: '/appeals/handle',
      summary: 'Uphold or overturn a challenged decision of another person, within 14 days.',
      roles: APPROVERS,
      input: appealInputSchema,
      kind: 'appeal',
      from: ['appealed'],
    },
    reportFairness: {
      capability: 'propose_resolution',
      path: '/fairness/report',
      summary: 'Report who got which part of what they claimed, and whether decisions favour anybody.',
      roles: OPERATORS,
      input: fairnessInputSchema,
      kind: 'report',
    },
  },
  lists: {
    listCases: {
      kind: 'case',
      path: '/cases',
      summary: 'Conflicts.',
      one: { operationId: 'getCase', id: 'case_id' },
    },
    listProposals: { kind: 'proposal', path: '/proposals', summary: 'Proposals of resolutions.' },
    listArbiterDecisions: {
      kind: 'decision',
      path: '/decisions',
      summary: 'Decisions, with what was done of each.',
      one: { operationId: 'getArbiterDecision', id: 'id' },
    },
    listAppeals: { kind: 'appeal', path: '/appeals', summary: 'Appeals that were decided.' },
  },
  looks: {},
});
