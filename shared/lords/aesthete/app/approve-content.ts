import type * as z from 'zod';
import { RexError } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import { assess, stepsTo } from '../../../quality/domain/assess.ts';
import type { Asked } from '../../../seats/app/carry-out.ts';
import type { Made } from '../../../seats/domain/work.ts';
import type { approveInputSchema } from '../contract/schemas.ts';
import { aesthete } from '../contract/seat.ts';
import { confidenceIn, titleOf } from './assess-quality.ts';
import type { AestheteDeps } from './deps.ts';
import { findContent } from './find-content.ts';
import { releaseName } from './released-content.ts';

/**
 * Decides by the score; a person may let pass what is below it. That holds for exactly these words, and there is one of it.
 * @throws RexError CONFLICT where these words were let pass before, or need not be
 */
export async function approveContent(
  deps: AestheteDeps,
  asked: Asked<z.output<typeof approveInputSchema>>,
): Promise<Made> {
  const { workspace, input, cause, now } = asked;
  const { content, quality, sources, digest: ofAll } = await findContent(deps, asked);
  const assessment = assess(content, quality);
  const { score, level, threshold } = assessment;
  const digest = ofAll ?? assessment.digest;
  const isEnough = score >= threshold;
  if (input.override) await refuseNeedless(deps, workspace, digest, isEnough);
  const override = input.override ? { by: cause.actor.id, reason: input.override.reason } : null;
  const isApproved = isEnough || override !== null;
  const id = newId(aesthete.kinds.approval.prefix, now);
  const steps = stepsTo(assessment);
  return {
    work: {
      id,
      ...(override && { name: releaseName(digest) }),
      kind: 'approval',
      state: isApproved ? 'approved' : 'refused',
      title: `${titleOf(content.type, assessment)}: ${isApproved ? 'approved' : 'refused'}`,
      result: {
        score,
        level,
        threshold,
        digest,
        steps,
        override,
        review: input.review ?? null,
        task: input.task ?? null,
        ...(input.message && { message: input.message }),
      },
      sources,
      confidence: confidenceIn(assessment),
    },
    tells: [
      {
        name: isApproved ? 'CONTENT_APPROVED' : 'CONTENT_REJECTED',
        data: {
          kind: 'content',
          approvalId: id,
          digest,
          missionId: input.message?.mission ?? null,
          taskId: input.task ?? null,
          reason: override?.reason ?? (isApproved ? null : `Its quality is ${score}, below ${threshold}.`),
        },
      },
    ],
  };
}

async function refuseNeedless(
  { works }: AestheteDeps,
  workspace: string,
  digest: string,
  isEnough: boolean,
): Promise<void> {
  if (isEnough)
    throw new RexError('CONFLICT', 'It is good enough: leave the override out, and it is approved.');
  const known = await works.named(workspace, releaseName(digest));
  if (known) throw new RexError('CONFLICT', `Exactly this was let pass already: ${known.id}.`);
}
