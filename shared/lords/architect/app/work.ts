import type { Acts } from '../../../seats/app/carry-out.ts';
import type { Looks } from '../../../seats/app/look.ts';
import type { Reviews } from '../../../seats/app/review-due.ts';
import type { Cards } from '../../../seats/app/view-seat.ts';
import type { Analysis } from '../contract/schemas.ts';
import type { architect } from '../contract/seat.ts';
import { analyzeArchitecture } from './analyze-architecture.ts';
import type { ArchitectDeps } from './deps.ts';
import { guildGuidance, provideGuidance, reviewGuidance } from './guidance.ts';
import { decideInitiative, designInitiative, initiativeDecisions, measureInitiative } from './initiatives.ts';
import { checkOptimization, optimizeComponent } from './optimize-component.ts';

export const acts: Acts<typeof architect, ArchitectDeps> = {
  designInitiative,
  decideInitiative,
  analyzeArchitecture,
  optimizeComponent,
  provideGuidance,
};

export const looks: Looks<typeof architect, ArchitectDeps> = { guildGuidance, initiativeDecisions };

export const reviews: Reviews<ArchitectDeps> = {
  initiative: measureInitiative,
  optimization: checkOptimization,
  guidance: reviewGuidance,
};

const ENDED: ReadonlySet<string> = new Set(['completed', 'rejected']);

export const cards: Cards = (works) => {
  const of = (kind: string) => works.filter((work) => work.kind === kind);
  const initiatives = of('initiative').filter(({ state }) => !ENDED.has(state));
  const latest = of('analysis').slice(0, 1);
  const analysis = latest[0]?.result as Analysis | undefined;
  const api = analysis?.functions.filter(({ type }) => type === 'api') ?? [];
  const checked = of('optimization').filter(({ outcome }) => typeof outcome?.held === 'boolean');
  return [
    {
      title: 'Open initiatives',
      value: initiatives.length,
      unit: 'count',
      of: initiatives,
      says: 'Neither completed nor rejected.',
    },
    {
      title: 'Slowest of the API',
      value: api.length === 0 ? null : Math.max(...api.map(({ p95Ms }) => p95Ms.value)),
      unit: 'ms',
      of: latest,
      says: 'The highest p95 of a function in the latest analysis.',
    },
    {
      title: 'Findings',
      value: analysis?.findings.length ?? null,
      unit: 'count',
      of: latest,
      says: 'Of the latest analysis.',
    },
    {
      title: 'Proposals that came true',
      value:
        checked.length === 0 ? null : checked.filter(({ outcome }) => outcome?.held).length / checked.length,
      unit: 'share',
      of: checked,
      says: `Of ${checked.length} that were checked.`,
    },
  ];
};
