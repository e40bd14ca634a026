import type * as z from 'zod';
import type { Assessment } from '../../../quality/contract/assessment.ts';
import { assess, stepsTo } from '../../../quality/domain/assess.ts';
import { SAMPLE_WORDS } from '../../../quality/domain/readability.ts';
import type { Asked } from '../../../seats/app/carry-out.ts';
import { confidenceOf } from '../../../seats/domain/confidence.ts';
import type { Made, Work } from '../../../seats/domain/work.ts';
import type { assessInputSchema, ofContentSchema } from '../contract/schemas.ts';
import type { AestheteDeps } from './deps.ts';
import { findContent } from './find-content.ts';

export async function assessQuality(
  deps: AestheteDeps,
  asked: Asked<z.output<typeof assessInputSchema>>,
): Promise<Made> {
  const { content, quality, sources } = await findContent(deps, asked);
  const assessment = assess(content, quality);
  return {
    work: {
      kind: 'review',
      title: titleOf(content.type, assessment),
      result: assessment,
      sources,
      confidence: confidenceIn(assessment),
    },
  };
}

/** Everything that takes points, the most telling first. */
export async function provideFeedback(
  deps: AestheteDeps,
  asked: Asked<z.output<typeof ofContentSchema>>,
): Promise<Made> {
  const { content, quality, sources } = await findContent(deps, asked);
  const assessment = assess(content, quality);
  const { score, level, parts } = assessment;
  const items = stepsTo({ parts, threshold: 100 });
  return {
    work: {
      kind: 'feedback',
      title: items.length === 0 ? 'Nothing to mend' : `${items.length} things to mend`,
      result: {
        score,
        level,
        items,
        good: parts.filter(({ points, most }) => points === most).map(({ part }) => part),
      },
      sources,
      confidence: confidenceIn(assessment),
    },
  };
}

export const titleOf = (type: string, { score, level }: Pick<Assessment, 'score' | 'level'>): string =>
  `${type}: ${score} of 100, ${level}`;

/** Words are judged by samples; what is measured of colours and HTML is exact. */
export const confidenceIn = ({ words }: Assessment): Work['confidence'] =>
  words === 0
    ? undefined
    : confidenceOf(
        words / SAMPLE_WORDS,
        `It has ${words} words; the formulas were made for samples of ${SAMPLE_WORDS}.`,
      );
