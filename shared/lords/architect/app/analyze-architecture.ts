import type * as z from 'zod';
import { RexError } from '../../../kernel/errors.ts';
import type { Asked } from '../../../seats/app/carry-out.ts';
import { confidenceOf } from '../../../seats/domain/confidence.ts';
import type { Made } from '../../../seats/domain/work.ts';
import type { analyzeInputSchema } from '../contract/schemas.ts';
import { analysisOf, typeOf } from '../domain/analyze-functions.ts';
import type { MeasureDeps } from './deps.ts';
import { measure } from './measure.ts';

export async function analyzeArchitecture(
  deps: MeasureDeps,
  { input: { days, type }, now }: Asked<z.output<typeof analyzeInputSchema>>,
): Promise<Made> {
  const isAsked = (component: string): boolean => type === undefined || typeOf(component) === type;
  const { functions, span, source } = await measure(deps, { days, now, isAsked });
  if (functions.length === 0)
    throw new RexError('CONFLICT', `No such function was called in the last ${days} days.`);
  const analysis = analysisOf(functions, span);
  const told = functions.filter(({ p95Ms }) => p95Ms.low !== null).length;
  return {
    work: {
      kind: 'analysis',
      title:
        analysis.findings.length === 0
          ? `${functions.length} functions, and nothing stands out`
          : `${functions.length} functions, ${analysis.findings.length} findings`,
      result: analysis,
      sources: [source],
      confidence: confidenceOf(
        told / functions.length,
        `${told} of ${functions.length} functions were called in enough hours for an interval.`,
      ),
    },
    tells: [
      {
        name: 'ARCHITECTURE_ANALYZED',
        data: {
          component: type ?? 'all',
          findings: [analysis.bottleneck, ...analysis.findings].map(
            ({ component, says }) => `${component}: ${says}`,
          ),
        },
      },
    ],
  };
}
