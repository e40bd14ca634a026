import type * as z from 'zod';
import { readContent } from '../../../quality/domain/reading.ts';
import type { Asked } from '../../../seats/app/carry-out.ts';
import type { Made } from '../../../seats/domain/work.ts';
import type { ofContentSchema } from '../contract/schemas.ts';
import { consistencyOf, problemsIn } from '../domain/consistency.ts';
import type { AestheteDeps } from './deps.ts';
import { findContent } from './find-content.ts';

export async function evaluateConsistency(
  deps: AestheteDeps,
  asked: Asked<z.output<typeof ofContentSchema>>,
): Promise<Made> {
  const { content, quality, sources } = await findContent(deps, asked);
  const result = consistencyOf(readContent(content), quality.brand);
  const problems = problemsIn(result);
  return {
    work: {
      kind: 'consistency',
      title: `${problems === 0 ? 'Colours, fonts and pictures are consistent' : `${problems} things do not fit`}${
        result.isWhole ? '' : ', as far as was looked at'
      }`,
      result: { ...result, isConsistent: problems === 0 },
      sources,
    },
  };
}
