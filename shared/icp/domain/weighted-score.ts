import type { IcpSettings } from '../contract/settings.ts';
import {
  engagementPart,
  FACTORS,
  type Factor,
  firmographicPart,
  type Knowledge,
  type Part,
  reachabilityPart,
  rolePart,
} from './factors.ts';
import type { IcpFacts } from './icp-facts.ts';

export interface ScorePart extends Part {
  readonly factor: Factor;
  /** Weight of the factor, as a share of all weights. */
  readonly weight: number;
}

export interface WeightedScore {
  /** 0 to 100. */
  readonly score: number;
  readonly parts: readonly ScorePart[];
}

/** The weighted sum of the four factors: every point of it can be explained. */
export function weightedScore(
  facts: IcpFacts,
  { weights, ideal }: Pick<IcpSettings, 'weights' | 'ideal'>,
  known: Knowledge | undefined,
): WeightedScore {
  const partOf: Readonly<Record<Factor, Part>> = {
    firmographic: firmographicPart(facts, ideal, known),
    role: rolePart(facts, ideal),
    engagement: engagementPart(facts),
    reachability: reachabilityPart(facts),
  };
  const total = FACTORS.reduce((sum, factor) => sum + weights[factor], 0);
  const parts = FACTORS.map((factor) => ({ factor, weight: weights[factor] / total, ...partOf[factor] }));
  return { score: 100 * parts.reduce((sum, { weight, value }) => sum + weight * value, 0), parts };
}
