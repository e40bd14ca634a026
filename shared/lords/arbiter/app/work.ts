import type { Acts } from '../../../seats/app/carry-out.ts';
import type { Looks } from '../../../seats/app/look.ts';
import type { Reviews } from '../../../seats/app/review-due.ts';
import type { Cards } from '../../../seats/app/view-seat.ts';
import type { Decision } from '../contract/schemas.ts';
import type { arbiter } from '../contract/seat.ts';
import { analyzeConflict, proposeResolution } from './analyze-conflict.ts';
import type { ArbiterDeps } from './deps.ts';
import { findConflicts, reviewCase } from './find-conflicts.ts';
import { handleAppeal } from './handle-appeal.ts';
import { makeArbitrationDecision } from './make-decision.ts';
import { registerConflict } from './register-conflict.ts';
import { reportFairness } from './report-fairness.ts';
import { reviewAppeal, reviewDecision } from './review-decision.ts';

export const acts: Acts<typeof arbiter, ArbiterDeps> = {
  registerConflict,
  analyzeConflict,
  proposeResolution,
  makeArbitrationDecision,
  handleAppeal,
  reportFairness,
};

export const looks: Looks<typeof arbiter, ArbiterDeps> = {};

export const reviews: Reviews<ArbiterDeps> = {
  case: reviewCase,
  decision: reviewDecision,
  appeal: reviewAppeal,
};

export const rounds = findConflicts;

const OPEN: ReadonlySet<string> = new Set(['registered', 'analyzed', 'proposed', 'appealed', 'overturned']);

export const cards: Cards = (works) => {
  const of = (name: string) => works.filter(({ kind }) => kind === name);
  const decisions = of('decision');
  const open = of('case').filter(({ state }) => OPEN.has(state));
  const checked = decisions.filter(({ outcome }) => typeof outcome?.held === 'boolean');
  const fair = decisions.filter(({ result }) => (result as Decision).option.fairness !== null);
  const scores = fair.flatMap(({ result }) => (result as Decision).option.fairness ?? []);
  const appeals = of('appeal');
  return [
    {
      title: 'Open conflicts',
      value: open.length,
      unit: 'count',
      of: open,
      says: 'Nothing binding was decided on them.',
    },
    {
      title: 'Fairness of decisions',
      value: scores.length === 0 ? null : scores.reduce((sum, each) => sum + each, 0) / scores.length,
      unit: 'score',
      of: fair,
      says: `The mean of ${scores.length} decisions; 1 is the fairest.`,
    },
    {
      title: 'Decisions that hold',
      value:
        checked.length === 0 ? null : checked.filter(({ outcome }) => outcome?.held).length / checked.length,
      unit: 'share',
      of: checked,
      says: `Of ${checked.length} decisions that change something and were looked at.`,
    },
    {
      title: 'Overturned on appeal',
      value:
        appeals.length === 0
          ? null
          : of('appeal').filter(({ state }) => state === 'overturned').length / appeals.length,
      unit: 'share',
      of: appeals,
      says: `Of ${appeals.length} appeals.`,
    },
  ];
};
