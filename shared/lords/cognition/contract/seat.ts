import { OPERATORS } from '../../../kernel/contract/route.ts';
import { seat } from '../../../seats/contract/seat.ts';
import {
  decideInputSchema,
  decisionSchema,
  learningSchema,
  mentorInputSchema,
  mentoringSchema,
  recordInputSchema,
  summarySchema,
  synthesisSchema,
  synthesizeInputSchema,
} from './schemas.ts';

/** Keeps what was learned, counts what bears it out, and looks up whether decisions came true. */
export const cognition = seat({
  name: 'cognition',
  title: 'Cognition',
  purpose:
    'Keeps what was learned with its evidence, puts it together, and looks up whether what was decided on it came true.',
  capabilities: {
    record_learning: {
      does: 'Keeps a success, a failure or a pattern with its source. Rex records by itself what missions, approvals, drafts, domains and alerts show.',
      method: 'One record for each case; a pattern has the counts of its cases.',
      reads: ['missions', 'approvals', 'alerts', 'domains'],
      proposes: [],
    },
    synthesize_knowledge: {
      does: 'Puts the learnings of a topic together, and shows those that contradict each other.',
      method:
        "Beta-binomial with the prior of Jeffreys (1946); trends by Newcombe's interval of a difference (1998).",
      reads: ['works'],
      proposes: [],
    },
    make_decision: {
      does: 'Keeps a decision with what it rests on, what is expected of it, and how likely that is.',
      method: 'Scored on its day by Brier (1950). Reopened when something that it rests on falls.',
      reads: ['works', 'analytics'],
      proposes: [],
    },
    mentor_agent: {
      does: 'Proposes a change of a setting by which an agent works.',
      method: 'A recommendation, whose approval a person decides.',
      reads: ['works', 'settings'],
      proposes: ['changes of settings that a person approves'],
    },
    get_learning_summary: {
      does: 'Tells of each topic what bears it out, and how well probabilities were told.',
      method: 'Beta-binomial as above; Brier score and a table of calibration.',
      reads: ['works'],
      proposes: [],
    },
  },
  kinds: {
    learning: {
      prefix: 'le',
      tab: 'Learning journal',
      states: { standing: ['withdrawn'], withdrawn: [] },
      result: learningSchema,
    },
    synthesis: { prefix: 'sy', tab: 'Synthesis', states: { done: [] }, result: synthesisSchema },
    decision: {
      prefix: 'de',
      tab: 'Decisions',
      states: {
        made: ['reopened', 'asked', 'settled'],
        reopened: ['asked', 'settled'],
        asked: ['reopened', 'settled'],
        settled: [],
      },
      result: decisionSchema,
      asks: {
        asked: {
          says: 'Its day has come, and no number tells whether it came true. Say so: rex council ask cognition record-learning --value kind=success --value topic=decisions --value text="What became of it" --value settles.decision={id} --value settles.held=true',
          roles: OPERATORS,
        },
      },
    },
    mentoring: {
      prefix: 'me',
      tab: 'Mentoring',
      states: {
        proposed: ['asked', 'refused'],
        asked: ['applied', 'dismissed'],
        applied: [],
        dismissed: [],
        refused: [],
      },
      result: mentoringSchema,
    },
  },
  acts: {
    recordLearning: {
      capability: 'record_learning',
      path: '/learning/record',
      summary:
        'Record what was learned. It may withdraw or contradict another learning, or say how a decision ended.',
      roles: OPERATORS,
      input: recordInputSchema,
      kind: 'learning',
      from: ['made', 'reopened', 'asked', 'standing'],
    },
    synthesizeKnowledge: {
      capability: 'synthesize_knowledge',
      path: '/synthesis/create',
      summary: 'Put the learnings of a topic together.',
      roles: OPERATORS,
      input: synthesizeInputSchema,
      kind: 'synthesis',
    },
    makeCouncilDecision: {
      capability: 'make_decision',
      path: '/decisions/make',
      summary: 'Keep a decision, what it rests on, and how likely what is expected of it is.',
      roles: OPERATORS,
      input: decideInputSchema,
      kind: 'decision',
    },
    provideMentoring: {
      capability: 'mentor_agent',
      path: '/mentoring/provide',
      summary: 'Propose a change of a setting by which an agent works. A person decides it.',
      roles: OPERATORS,
      input: mentorInputSchema,
      kind: 'mentoring',
    },
  },
  lists: {
    listLearnings: {
      kind: 'learning',
      path: '/learning/recent',
      summary: 'What was learned.',
      one: { operationId: 'getLearning', id: 'id' },
    },
    listSyntheses: {
      kind: 'synthesis',
      path: '/synthesis/recent',
      summary: 'What was put together.',
      one: { operationId: 'getSynthesis', id: 'id' },
    },
    listCouncilDecisions: {
      kind: 'decision',
      path: '/decisions/recent',
      summary: 'Decisions, each with what became of it.',
      one: { operationId: 'getCouncilDecision', id: 'id' },
    },
  },
  looks: {
    summarizeLearning: {
      path: '/learning/summary',
      tab: 'Decisions',
      summary: 'Every topic with what bears it out, and how well probabilities were told.',
      result: summarySchema,
    },
  },
});
