import * as z from 'zod';
import { wilsonInterval } from '../../experiments/domain/proportions.ts';
import { readUnknownAs } from '../../kernel/contract/tolerance.ts';
import { UNKNOWN } from '../../leads/domain/company-size.ts';
import { SEGMENT_VERDICTS } from '../contract/routes.ts';
import type { IcpSettings } from '../contract/settings.ts';
import { FACTORS, firmographicPart, type Knowledge, percent } from './factors.ts';
import { type Segment, segmentKeySchema } from './segments.ts';
import { type Cell, type OutcomeSource, sumCells } from './survey.ts';

export const profileSegmentSchema = segmentKeySchema.extend({
  leads: z.number().int(),
  reachable: z.number().int(),
  /** Mean weighted score. */
  score: z.number(),
  /** Conversions of leads with a known outcome. */
  converted: z.object({
    count: z.number().int(),
    of: z.number().int(),
    rate: z.number().nullable(),
    interval95: z.object({ low: z.number(), high: z.number() }).nullable(),
  }),
  verdict: readUnknownAs(z.enum(SEGMENT_VERDICTS), 'leave'),
  because: z.string(),
});
export type ProfileSegment = z.infer<typeof profileSegmentSchema>;

/** Points by which the score of a segment must differ from the mean when no outcome is known. */
const STANDS_OUT = 3;

/**
 * Segments with verdicts, best first. When outcomes are known, a segment stands out if the overall rate is outside of the
 * interval of its rate; when none are known, its mean score decides.
 */
export function recommendSegments(
  segments: readonly Segment[],
  cells: readonly Cell[],
  source: OutcomeSource | undefined,
  settings: IcpSettings,
  known: Knowledge | undefined,
): ProfileSegment[] {
  const all = sumCells(cells);
  const allScore = meanScore(cells, settings, known);
  const base = source && all[source].known > 0 ? all[source].positive / all[source].known : undefined;
  return segments
    .map((segment): ProfileSegment => {
      const { name, members, total } = segment;
      const score = meanScore(segment.cells, settings, known);
      const { known: of, positive: count } = source ? total[source] : { known: 0, positive: 0 };
      const interval95 = of === 0 ? null : wilsonInterval({ successes: count, trials: of });
      const judged = judge({ score, allScore, count, of, base, interval95, reachable: total.reachable });
      const converted = { count, of, rate: of === 0 ? null : count / of, interval95 };
      return { name, members, leads: total.leads, reachable: total.reachable, score, converted, ...judged };
    })
    .toSorted(
      (a, b) =>
        SEGMENT_VERDICTS.indexOf(a.verdict) - SEGMENT_VERDICTS.indexOf(b.verdict) ||
        b.score - a.score ||
        b.leads - a.leads,
    );
}

interface Standing {
  readonly score: number;
  readonly allScore: number;
  readonly count: number;
  readonly of: number;
  readonly base: number | undefined;
  readonly interval95: { readonly low: number; readonly high: number } | null;
  readonly reachable: number;
}

function judge(at: Standing): Pick<ProfileSegment, 'verdict' | 'because'> {
  const { score, allScore, count, of, base, interval95, reachable } = at;
  if (reachable === 0) return { verdict: 'leave', because: 'Nobody in it may be written to.' };
  if (base !== undefined && interval95) {
    const { low, high } = interval95;
    const rates = `${count} of ${of} converted (${percent(count / of)}, 95 %: ${percent(low)} to ${percent(high)}), of all ${percent(base)}`;
    if (low > base) return { verdict: 'first', because: `${rates}: better than the average beyond chance.` };
    if (high < base) return { verdict: 'leave', because: `${rates}: worse than the average beyond chance.` };
    return { verdict: 'then', because: `${rates}: the difference may be chance.` };
  }
  const scores = `its mean score is ${score.toFixed(1)}, that of all ${allScore.toFixed(1)}`;
  if (score >= allScore + STANDS_OUT)
    return { verdict: 'first', because: `No outcome is known here; ${scores}.` };
  if (score <= allScore - STANDS_OUT)
    return { verdict: 'leave', because: `No outcome is known here; ${scores}.` };
  return { verdict: 'then', because: `No outcome is known here; ${scores}: it does not stand out.` };
}

/** The weighted score is linear in its parts, so the mean score is the score of the mean parts. */
function meanScore(
  cells: readonly Cell[],
  { weights, ideal }: IcpSettings,
  known: Knowledge | undefined,
): number {
  const { leads, say, engagement, reachability } = sumCells(cells);
  const fit = cells.reduce((sum, cell) => sum + cell.leads * fitOf(cell, ideal, known), 0);
  const sums = { firmographic: fit, role: say, engagement, reachability };
  const total = FACTORS.reduce((sum, factor) => sum + weights[factor], 0);
  return leads === 0
    ? 0
    : (100 * FACTORS.reduce((sum, factor) => sum + weights[factor] * sums[factor], 0)) / (total * leads);
}

/** The fit of a whole cell: the lower end of its size band decides, and countries are ignored. */
const fitOf = (
  { industry, size }: Cell,
  ideal: IcpSettings['ideal'],
  known: Knowledge | undefined,
): number => {
  const employees = size === UNKNOWN ? undefined : Number.parseInt(size.replaceAll(',', ''), 10);
  const facts = { industry, size, employees, country: undefined };
  return firmographicPart(facts, { ...ideal, countries: [] }, known).value;
};
