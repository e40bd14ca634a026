import type { Due } from '../../../seats/app/review-due.ts';
import { type Made, turned, type Work } from '../../../seats/domain/work.ts';
import type { Decision } from '../contract/schemas.ts';
import { cognition } from '../contract/seat.ts';
import { brierOf } from '../domain/calibration.ts';
import type { CognitionDeps } from './deps.ts';

const MOST_DAYS = 730;

/** On its day: the number tells whether what was expected came true; where there is none, a person is asked. */
export async function reviewDecision(
  { analytics }: Pick<CognitionDeps, 'analytics'>,
  { workspace, work, now }: Due,
): Promise<Made> {
  const { measure, on } = (work.result as unknown as Decision).expects;
  if (!measure) {
    const { dueAt: _, ...asked } = turned(cognition, work, 'asked');
    return { work: asked };
  }
  const { metric, atLeast } = measure;
  const from = work.createdAt.slice(0, 10);
  const days = (await analytics.days(workspace, MOST_DAYS)).filter(({ day }) => day > from && day <= on);
  const came = days.reduce((sum, { counts }) => sum + (counts[metric] ?? 0), 0);
  const says = `${metric} came to ${came} from the day after ${from} until ${on}; at least ${atLeast} was expected.`;
  const settled = settledBy(work, { held: came >= atLeast, at: now.toISOString(), says, came });
  return {
    work: { ...settled, sources: [...work.sources, { kind: 'analytics', id: metric, says }] },
  };
}

/** With its score by Brier. @throws RexError CONFLICT for one that is settled already */
export function settledBy(
  work: Work,
  {
    held,
    at,
    says,
    came,
  }: { readonly held: boolean; readonly at: string; readonly says: string; readonly came?: number },
): Work {
  const { probability } = (work.result as unknown as Decision).expects;
  const { dueAt: _, ...settled } = turned(cognition, work, 'settled');
  const brier = brierOf({ probability, held });
  return {
    ...settled,
    outcome: { at, held, says, measures: { probability, brier, ...(came !== undefined && { came }) } },
  };
}
