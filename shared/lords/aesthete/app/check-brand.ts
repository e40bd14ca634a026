import type * as z from 'zod';
import { RexError } from '../../../kernel/errors.ts';
import { checkBrand, hasRules } from '../../../quality/domain/brand.ts';
import { readContent } from '../../../quality/domain/reading.ts';
import type { Asked } from '../../../seats/app/carry-out.ts';
import type { Made } from '../../../seats/domain/work.ts';
import type { ofContentSchema } from '../contract/schemas.ts';
import type { AestheteDeps } from './deps.ts';
import { findContent } from './find-content.ts';

/** @throws RexError CONFLICT where the brand has no rules */
export async function checkBrandCompliance(
  deps: AestheteDeps,
  asked: Asked<z.output<typeof ofContentSchema>>,
): Promise<Made> {
  const { content, quality, sources } = await findContent(deps, asked);
  if (!hasRules(quality.brand)) {
    throw new RexError(
      'CONFLICT',
      'The brand has no rules yet. Put them into the settings, as quality.brand.',
    );
  }
  const rules = checkBrand(readContent(content), quality.brand).map((checked) => ({
    ...checked,
    isKept: checked.findings.length === 0,
  }));
  const broken = rules.filter(({ isKept }) => !isKept);
  return {
    work: {
      kind: 'compliance',
      title:
        broken.length === 0
          ? `All ${rules.length} rules of the brand are kept`
          : `${broken.length} of ${rules.length} rules of the brand are broken`,
      result: { isKept: broken.length === 0, rules },
      sources,
    },
  };
}
