import type { IcpSettings } from '../../icp/contract/settings.ts';
import { fitIcpModel, predictOutcome } from '../../icp/domain/fit-model.ts';
import type { IcpFacts } from '../../icp/domain/icp-facts.ts';
import { knowledgeOf } from '../../icp/domain/knowledge.ts';
import type { IcpProfile } from '../../icp/domain/profile.ts';
import { recommendSegments } from '../../icp/domain/recommend-segments.ts';
import { formSegments, segmentOf } from '../../icp/domain/segments.ts';
import {
  type Cell,
  OUTCOME_SOURCES,
  type OutcomeSource,
  type Survey,
  sumCells,
} from '../../icp/domain/survey.ts';
import { type ScorePart, weightedScore } from '../../icp/domain/weighted-score.ts';

export type ProfileContent = Omit<
  IcpProfile,
  'workspace' | 'id' | 'version' | 'number' | 'missionId' | 'createdAt'
>;

/** Enough for the rates, and a profile still fits into one record. */
const MAX_KNOWN_CELLS = 1_000;

/** ICPIntelligenceAgent: who the customers are and whom to write to, from what was counted of all leads. */
export function profileLeads(
  survey: Pick<Survey, 'cells' | 'sample'>,
  settings: IcpSettings,
  minSegmentLeads: number,
): ProfileContent {
  const cells = survey.cells();
  const all = sumCells(cells);
  const source = sourceOf(all);
  const known = source ? knownCells(cells, source) : [];
  const knowledge = knowledgeOf(known);
  const { segments, leftOut } = formSegments(cells, minSegmentLeads);
  return {
    leads: all.leads,
    reachable: all.reachable,
    leftOut,
    minSegmentLeads,
    outcomes: source ? { source, ...all[source] } : null,
    settings,
    cells: known.slice(0, MAX_KNOWN_CELLS),
    segments: recommendSegments(segments, cells, source, settings, knowledge),
    model: fitIcpModel(
      survey.sample().filter((each) => each.source === source),
      settings,
    ),
  };
}

export interface IcpLeadScore {
  /** 0 to 100: the chance in per cent by the fitted model, where that is used. */
  readonly score: number;
  readonly basis: 'fitted' | 'weighted';
  readonly segment: string | undefined;
  readonly weighted: number;
  readonly parts: readonly ScorePart[];
  readonly moved: readonly { readonly what: string; readonly by: number }[];
}

type Judging = Pick<IcpProfile, 'settings' | 'cells' | 'segments' | 'model'>;

/** Scores one lead after another by one profile. */
export function leadScorer(
  profile: Judging | undefined,
  settings: IcpSettings,
): (facts: IcpFacts) => IcpLeadScore {
  const knowledge = profile && knowledgeOf(profile.cells);
  return (facts) => {
    const { score: weighted, parts } = weightedScore(facts, profile?.settings ?? settings, knowledge);
    const fitted = profile?.model.used ? predictOutcome(profile.model, facts) : undefined;
    return {
      score: fitted ? 100 * fitted.probability : weighted,
      basis: fitted ? 'fitted' : 'weighted',
      segment: profile && segmentOf(profile.segments, facts)?.name,
      weighted,
      parts,
      moved: fitted?.moved ?? [],
    };
  };
}

/** The kind of outcome that is known for more leads: the two kinds are never mixed. */
function sourceOf(all: Omit<Cell, 'industry' | 'size'>): OutcomeSource | undefined {
  const worth = (source: OutcomeSource) =>
    Math.min(all[source].positive, all[source].known - all[source].positive);
  const [best] = OUTCOME_SOURCES.toSorted((a, b) => worth(b) - worth(a));
  return best !== undefined && all[best].known > 0 ? best : undefined;
}

const knownCells = (cells: readonly Cell[], source: OutcomeSource) =>
  cells
    .filter((cell) => cell[source].known > 0)
    .map((cell) => ({ industry: cell.industry, size: cell.size, ...cell[source] }))
    .toSorted((a, b) => b.known - a.known);
