import type * as z from 'zod';
import { DAY, utcDay } from '../../../kernel/clock.ts';
import { RexError } from '../../../kernel/errors.ts';
import type { Asked } from '../../../seats/app/carry-out.ts';
import { confidenceOf } from '../../../seats/domain/confidence.ts';
import type { Made } from '../../../seats/domain/work.ts';
import type { decideInputSchema } from '../contract/schemas.ts';
import { countsOf, likelyMost } from '../domain/evidence.ts';
import type { CognitionDeps } from './deps.ts';
import { sourceOf, standing } from './read-works.ts';

/** After that day is closed: its hours are closed an hour later at most. */
const LOOKED_UP_AFTER_MS = 2 * DAY;

/** @throws RexError VALIDATION_FAILED for a day that is over; NOT_FOUND, CONFLICT for learnings that do not stand */
export async function makeCouncilDecision(
  deps: CognitionDeps,
  { workspace, input, cause, now }: Asked<z.output<typeof decideInputSchema>>,
): Promise<Made> {
  const { question, choice, because, learnings, expects } = input;
  if (expects.on <= utcDay(now)) {
    throw new RexError('VALIDATION_FAILED', 'What is expected has to lie ahead.', {
      fields: [{ path: 'body.expects.on', message: 'must be a day after today' }],
    });
  }
  const rests = await standing(deps, workspace, learnings);
  const counts = countsOf(rests.map(({ known }) => known));
  const confidence = confidenceOf(
    likelyMost(counts),
    `How likely most cases bear it out, by ${counts.successes} of ${counts.trials} in ${rests.length} learnings.`,
  );
  return {
    work: {
      kind: 'decision',
      title: `${question} ${choice}`,
      result: {
        question,
        choice,
        because,
        learnings: rests.map(({ work }) => work.id),
        expects,
        reopened: [],
      },
      sources: rests.map(({ work }) => sourceOf(work)),
      confidence,
      dueAt: new Date(Date.parse(expects.on) + LOOKED_UP_AFTER_MS).toISOString(),
    },
    // One that is withdrawn meanwhile would leave the decision standing.
    reads: rests.map(({ work }) => work),
    tells: [
      {
        name: 'DECISION_MADE',
        data: {
          question,
          outcome: choice,
          reason: because,
          by: cause.actor.id,
          confidence: confidence.value,
        },
      },
    ],
  };
}
