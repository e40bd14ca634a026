import { RexError } from '../../kernel/errors.ts';
import { sha256 } from '../../kernel/hash.ts';
import type { Assessment, Part, QualityLevel, Step } from '../contract/assessment.ts';
import type { Content } from '../contract/content.ts';
import type { QualitySettings } from '../contract/settings.ts';
import { type Judge, judged, pointsOf } from './part.ts';
import { accessibility } from './parts/accessibility.ts';
import { alternatives } from './parts/alternatives.ts';
import { brand } from './parts/brand.ts';
import { colour } from './parts/colour.ts';
import { evidence } from './parts/evidence.ts';
import { links } from './parts/links.ts';
import { readability } from './parts/readability.ts';
import { spam } from './parts/spam.ts';
import { specificity } from './parts/specificity.ts';
import { structure } from './parts/structure.ts';
import { readContent } from './reading.ts';

const JUDGES: readonly Judge[] = [
  readability,
  structure,
  specificity,
  evidence,
  spam,
  links,
  accessibility,
  colour,
  alternatives,
  brand,
];

/** Scores from which on a level is reached. */
const LEVELS: readonly (readonly [number, QualityLevel])[] = [
  [90, 'outstanding'],
  [75, 'excellent'],
  [60, 'good'],
  [40, 'fair'],
];

export const levelOf = (score: number): QualityLevel =>
  LEVELS.find(([least]) => score >= least)?.[1] ?? 'poor';

/** Down, so that a score is never better than its points. */
const scoreOf = (parts: readonly Pick<Part, 'points' | 'most'>[]): number =>
  Math.floor(
    (100 * parts.reduce((sum, { points }) => sum + points, 0)) /
      parts.reduce((sum, { most }) => sum + most, 0) +
      1e-9,
  );

/**
 * How good a content is: the points of every part that can be judged of it, and what took them away.
 * @throws RexError VALIDATION_FAILED where no part can be judged
 */
export function assess(content: Content, { threshold, brand: rules }: QualitySettings): Assessment {
  const reading = readContent(content);
  const wanted = { brand: rules };
  const all = JUDGES.map((judge) => ({ judge, because: judge.notJudged(reading, wanted) }));
  const parts = all.flatMap(({ judge, because }) =>
    because === undefined ? [judged(judge, reading, wanted)] : [],
  );
  const notJudged = all.flatMap(({ judge: { part }, because }) =>
    because === undefined ? [] : [{ part, because }],
  );
  if (parts.length === 0) {
    const message = notJudged.map(({ part, because }) => `${part}: ${because}`).join(' ');
    throw new RexError('VALIDATION_FAILED', 'There is nothing in it that can be judged.', {
      fields: [{ path: 'body.content', message }],
    });
  }
  const score = scoreOf(parts);
  return {
    score,
    level: levelOf(score),
    threshold,
    parts,
    notJudged,
    words: reading.words,
    language: reading.language,
    digest: contentDigest(content),
  };
}

/** Names what is shown to others, and the evidence, where there is any: with other evidence the score is another. */
function contentDigest(content: Content): string {
  const { subject, text, html, transcript, colours, pairs, fonts, evidence: given } = content;
  const shown = [subject, text, html, transcript, colours, pairs, fonts].map((each) => each ?? null);
  return sha256(JSON.stringify(given.length === 0 ? shown : [...shown, given]));
}

/** What to mend first, until the score is there: always what brings most. Of a part that is the finding that costs most. */
export function stepsTo({ parts, threshold }: Pick<Assessment, 'parts' | 'threshold'>): Step[] {
  let left = parts.map(({ part, most, points, findings }) => ({
    part,
    most,
    points,
    findings: findings.toSorted((a, b) => b.costs - a.costs),
  }));
  const steps: Step[] = [];
  while (scoreOf(left) < threshold) {
    const [best] = left
      .flatMap(({ part, most, points, findings: [first, ...others] }) => {
        const mended = pointsOf(most, others);
        return first ? [{ part, first, others, mended, gain: mended - points }] : [];
      })
      .toSorted((a, b) => b.gain - a.gain || b.first.costs - a.first.costs);
    if (!best) break;
    left = left.map((each) =>
      each.part === best.part ? { ...each, points: best.mended, findings: best.others } : each,
    );
    steps.push({ ...best.first, part: best.part, scoreAfter: scoreOf(left) });
  }
  return steps;
}
