import type { z } from 'zod';
import { addMs, DAY, utcDay } from '../../../kernel/clock.ts';
import { RexError } from '../../../kernel/errors.ts';
import type { Asked } from '../../../seats/app/carry-out.ts';
import { confidenceOf } from '../../../seats/domain/confidence.ts';
import type { Made, Source } from '../../../seats/domain/work.ts';
import type { Analysis, analysisInputSchema, recommendInputSchema } from '../contract/schemas.ts';
import { analyze } from '../domain/analyze.ts';
import type { SeerDeps } from './deps.ts';
import { readDays } from './read-days.ts';

/** @throws RexError CONFLICT where nothing was sent in these days */
async function analysisOf(
  deps: SeerDeps,
  workspace: string,
  days: number,
  now: Date,
): Promise<{ analysis: Analysis; source: Source }> {
  const analysis = analyze(await readDays(deps, workspace), utcDay(addMs(now, -DAY)), days);
  if (analysis.rates.every(({ now: of }) => of.trials === 0)) {
    throw new RexError(
      'CONFLICT',
      `Nothing was sent between ${analysis.from} and ${analysis.to}, so there is nothing to analyse. Ask for more days.`,
    );
  }
  const source = {
    kind: 'analytics',
    id: 'days',
    says: `The counts of ${days} days until ${analysis.to}, and of as many before.`,
  } as const;
  return { analysis, source };
}

/** The share of rates of which there is enough to compare. */
const confidenceIn = ({ rates }: Analysis) => {
  const told = rates.filter(({ finding }) => finding !== 'too_little').length;
  return confidenceOf(told / rates.length, `${told} of ${rates.length} rates have enough to be compared.`);
};

export async function analyzePerformance(
  deps: SeerDeps,
  { workspace, input, now }: Asked<z.output<typeof analysisInputSchema>>,
): Promise<Made> {
  const { analysis, source } = await analysisOf(deps, workspace, input.days, now);
  const changed = analysis.rates.filter(({ finding }) => finding === 'better' || finding === 'worse');
  return {
    work: {
      kind: 'analysis',
      title:
        changed.length === 0
          ? `No rate of the last ${input.days} days has clearly changed`
          : changed.map(({ rate, finding }) => `${rate} rate ${finding}`).join(', '),
      result: analysis,
      sources: [source],
      confidence: confidenceIn(analysis),
    },
  };
}

/** So many open recommendations are put in. */
const MOST = 20;

/** What each rate that got worse asks for: a person decides. */
const ADVICE: Readonly<Record<string, string>> = {
  delivery: 'Look at the bounces by domain, and clean the list before the next mission.',
  bounce: 'Pause imports from the source that bounces most, and verify addresses before the next mission.',
  complaint:
    'Write to those with the clearest consent first, and lower the daily budget until complaints are down.',
  open: 'Test another subject against the present one on a part of the audience.',
  click: 'Test another call to action against the present one.',
  reply: 'Test another first message against the present one on a part of the audience.',
  unsubscribe: 'Raise the hours between two messages to one person.',
  booking: 'Look at the replies that asked for a meeting and got none.',
};

export async function generateRecommendations(
  deps: SeerDeps,
  { workspace, input, now }: Asked<z.output<typeof recommendInputSchema>>,
): Promise<Made> {
  const [{ analysis, source }, { recommendations }] = await Promise.all([
    analysisOf(deps, workspace, input.days, now),
    deps.recommendations.list(workspace, { state: 'open', limit: MOST }),
  ]);
  const worse = analysis.rates.filter(({ finding }) => finding === 'worse');
  const items = [
    ...worse.map(({ rate, says, difference, now: of }) => ({
      sentence: ADVICE[rate] ?? `Look at the ${rate} rate.`,
      basis: says,
      // Back to the rate of before, on as many messages: what was lost, with its interval.
      impact: {
        metric: rate,
        perDays: input.days,
        value: Math.abs(difference.value) * of.trials,
        low: Math.min(Math.abs(difference.low), Math.abs(difference.high)) * of.trials,
        high: Math.max(Math.abs(difference.low), Math.abs(difference.high)) * of.trials,
      },
      recommendationId: null,
    })),
    ...recommendations.map(({ id, sentence, evidence }) => ({
      sentence,
      basis: evidence,
      impact: null,
      recommendationId: id,
    })),
  ];
  return {
    work: {
      kind: 'recommendations',
      title: items.length === 0 ? 'Nothing needs to change' : `${items.length} things to change`,
      result: { items },
      sources: [
        source,
        ...recommendations.map(
          ({ id, sentence }): Source => ({ kind: 'recommendation', id, says: sentence }),
        ),
      ],
      confidence: confidenceIn(analysis),
    },
  };
}
