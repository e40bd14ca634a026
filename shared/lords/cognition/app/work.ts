import type { Acts } from '../../../seats/app/carry-out.ts';
import type { Looks } from '../../../seats/app/look.ts';
import type { Reviews } from '../../../seats/app/review-due.ts';
import type { Cards } from '../../../seats/app/view-seat.ts';
import type { cognition } from '../contract/seat.ts';
import { calibrationOf } from '../domain/calibration.ts';
import type { CognitionDeps } from './deps.ts';
import { makeCouncilDecision } from './make-decision.ts';
import { provideMentoring, reviewMentoring } from './provide-mentoring.ts';
import { recordLearning } from './record-learning.ts';
import { reviewDecision } from './settle-decision.ts';
import { scoredOf, summarizeLearning } from './summarize-learning.ts';
import { synthesizeKnowledge } from './synthesize-knowledge.ts';

export const acts: Acts<typeof cognition, CognitionDeps> = {
  recordLearning,
  synthesizeKnowledge,
  makeCouncilDecision,
  provideMentoring,
};

export const looks: Looks<typeof cognition, CognitionDeps> = { summarizeLearning };

export const reviews: Reviews<CognitionDeps> = { decision: reviewDecision, mentoring: reviewMentoring };

export const cards: Cards = (works) => {
  const these = (kind: string, ...states: readonly string[]) =>
    works.filter((work) => work.kind === kind && states.includes(work.state));
  const count = (kind: string, ...states: readonly string[]): number => these(kind, ...states).length;
  const { scored, brier } = calibrationOf(scoredOf(works));
  return [
    {
      title: 'Learnings that stand',
      value: count('learning', 'standing'),
      unit: 'count',
      of: these('learning', 'standing'),
      says: `${count('learning', 'withdrawn')} were withdrawn.`,
    },
    {
      title: 'Decisions to look at',
      value: count('decision', 'reopened', 'asked'),
      unit: 'count',
      of: these('decision', 'reopened', 'asked'),
      says: 'What they rest on has fallen, or somebody has to say what became of them.',
    },
    {
      title: 'Brier score',
      value: brier,
      unit: 'score',
      of: works.filter((work) => scoredOf([work]).length > 0),
      says: `Of ${scored} decisions: 0 is best, 0.25 is always saying one half.`,
    },
    {
      title: 'Advice that waits',
      value: count('mentoring', 'proposed', 'asked'),
      unit: 'count',
      of: these('mentoring', 'proposed', 'asked'),
      says: 'A person decides its approval.',
    },
  ];
};
