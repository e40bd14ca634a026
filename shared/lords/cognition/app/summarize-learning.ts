import type { Work } from '../../../seats/domain/work.ts';
import type { Decision, Summary } from '../contract/schemas.ts';
import { calibrationOf, type Scored } from '../domain/calibration.ts';
import { contradictionsOf, countsOf, type Known, knownOf, shareOf } from '../domain/evidence.ts';
import type { CognitionDeps } from './deps.ts';
import { newest } from './read-works.ts';

/** Every topic with what bears it out, the most learned of first; and how well probabilities were told. */
export async function summarizeLearning(
  deps: CognitionDeps,
  { workspace }: { readonly workspace: string },
): Promise<Summary> {
  const [learnings, decisions] = await Promise.all([
    newest(deps, workspace, 'learning'),
    newest(deps, workspace, 'decision'),
  ]);
  const all = learnings.works.map(knownOf);
  const stand = all.filter(({ state }) => state === 'standing');
  const count = (state: string): number => decisions.works.filter((work) => work.state === state).length;
  const ofKind = (kind: string): number => stand.filter(({ result }) => result.kind === kind).length;
  return {
    topics: [...Map.groupBy(stand, ({ result }) => result.topic)]
      .map(([topic, of]) => topicOf(topic, of))
      .toSorted((a, b) => b.learnings - a.learnings || (a.topic < b.topic ? -1 : 1)),
    byKind: { success: ofKind('success'), failure: ofKind('failure'), pattern: ofKind('pattern') },
    withdrawn: all.length - stand.length,
    isWhole: learnings.isWhole && decisions.isWhole,
    decisions: {
      made: count('made'),
      reopened: count('reopened'),
      asked: count('asked'),
      settled: count('settled'),
    },
    calibration: calibrationOf(scoredOf(decisions.works)),
  };
}

const topicOf = (topic: string, of: readonly Known[]): Summary['topics'][number] => {
  const counts = countsOf(of);
  const share = shareOf(counts);
  return { topic, learnings: of.length, counts, share, isContradicted: contradictionsOf(of).length > 0 };
};

/** What was expected of decisions, and whether it came. */
export const scoredOf = (works: readonly Work[]): Scored[] =>
  works.flatMap(({ kind, result, outcome }) =>
    kind !== 'decision' || outcome === undefined || outcome.held === null
      ? []
      : [{ probability: (result as unknown as Decision).expects.probability, held: outcome.held }],
  );
