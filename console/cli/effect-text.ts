import type { z } from 'zod';
import type { effectSchema } from '../../shared/autonomy/contract/effect.ts';
import { otherWordsOfHtml } from '../../shared/content/contract/html-words.ts';
import { number } from './terminal/progress-bar.ts';
import { manyLines, oneLine } from './terminal/table.ts';

const shown = (value: string | null): string => (value === null ? '(nothing)' : oneLine(value));

/** Exactly what a task would do, line by line. */
export function effectFacts({
  summary,
  recipients,
  content,
  changes,
  costUsd,
}: z.output<typeof effectSchema>): [string, string][] {
  const inHtml = content && otherWordsOfHtml(content);
  return [
    ['Does', oneLine(summary)],
    ...(recipients
      ? [
          ['To', `${number(recipients.count)}: ${oneLine(recipients.sample.join(', '))}`] satisfies [
            string,
            string,
          ],
        ]
      : []),
    ...(content?.subject ? [['Subject', oneLine(content.subject)] satisfies [string, string]] : []),
    ...(content ? [['Words', manyLines(content.text)] satisfies [string, string]] : []),
    ...(inHtml ? [['HTML, which differs', manyLines(inHtml)] satisfies [string, string]] : []),
    ...changes.flatMap(({ what, field, before, after }): [string, string][] => [
      [oneLine(`${what}: ${field}`), `${shown(before)} -> ${shown(after)}`],
    ]),
    ...(costUsd > 0 ? [['Cost', usd(costUsd)] satisfies [string, string]] : []),
  ];
}

const LEAST_USD = 0.0001;
const usd = (cost: number): string =>
  cost < LEAST_USD ? `under ${LEAST_USD} USD` : `about ${cost.toFixed(4)} USD`;
