import type { Acts } from '../../../seats/app/carry-out.ts';
import type { Looks } from '../../../seats/app/look.ts';
import type { Cards } from '../../../seats/app/view-seat.ts';
import type { aesthete } from '../contract/seat.ts';
import { approveContent } from './approve-content.ts';
import { assessQuality, provideFeedback } from './assess-quality.ts';
import { checkBrandCompliance } from './check-brand.ts';
import type { AestheteDeps } from './deps.ts';
import { evaluateConsistency } from './evaluate-consistency.ts';

export const acts: Acts<typeof aesthete, AestheteDeps> = {
  assessQuality,
  checkBrandCompliance,
  evaluateConsistency,
  provideFeedback,
  approveContent,
};

export const looks: Looks<typeof aesthete, AestheteDeps> = {};

export const cards: Cards = (works) => {
  const of = (kind: string) => works.filter((work) => work.kind === kind);
  const scores = of('review').map(({ result }) => Number(result['score']));
  const checks = of('compliance');
  const decided = of('approval');
  const approved = decided.filter(({ state }) => state === 'approved');
  const passed = approved.filter(({ result }) => result['override'] !== null);
  return [
    {
      title: 'Mean quality',
      value: scores.length === 0 ? null : scores.reduce((sum, score) => sum + score, 0) / scores.length,
      unit: 'score',
      of: of('review'),
      says: `Of ${scores.length} reviews.`,
    },
    {
      title: 'Checks that kept the brand',
      value: share(checks.filter(({ result }) => result['isKept'] === true).length, checks.length),
      unit: 'share',
      of: checks,
      says: `Of ${checks.length} checks.`,
    },
    {
      title: 'Approved',
      value: share(approved.length, decided.length),
      unit: 'share',
      of: decided,
      says: `Of ${decided.length} that were decided.`,
    },
    {
      title: 'Let pass by a person',
      value: passed.length,
      unit: 'count',
      of: passed,
      says: 'Below the threshold, with a reason.',
    },
  ];
};

const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
