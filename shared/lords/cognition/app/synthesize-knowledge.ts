import type * as z from 'zod';
import { oneLine } from '../../../kernel/contract/common.ts';
import type { Asked } from '../../../seats/app/carry-out.ts';
import { confidenceOf } from '../../../seats/domain/confidence.ts';
import type { Made } from '../../../seats/domain/work.ts';
import type { synthesizeInputSchema } from '../contract/schemas.ts';
import { knownOf } from '../domain/evidence.ts';
import { synthesize } from '../domain/synthesize.ts';
import type { CognitionDeps } from './deps.ts';
import { newest, sourceOf } from './read-works.ts';

const TITLE = 120;

/** @throws RexError CONFLICT where the evidence does not bear it */
export async function synthesizeKnowledge(
  deps: CognitionDeps,
  { workspace, input: { kind, topic } }: Asked<z.output<typeof synthesizeInputSchema>>,
): Promise<Made> {
  const { works } = await newest(deps, workspace, 'learning');
  const of = works.filter(({ state, result }) => state === 'standing' && result['topic'] === topic);
  const { synthesis, sure } = synthesize(kind, topic, of.map(knownOf));
  const { text, from, counts } = synthesis;
  const confidence = confidenceOf(
    sure,
    `By ${counts.successes} of ${counts.trials} cases in ${from.length} learnings, with the prior of Jeffreys.`,
  );
  return {
    work: {
      kind: 'synthesis',
      title: oneLine(text, TITLE),
      result: synthesis,
      sources: of.map(sourceOf),
      confidence,
    },
    tells: [{ name: 'LEARNING_SYNTHESIZED', data: { kind, text, from, confidence: confidence.value } }],
  };
}
