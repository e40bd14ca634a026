import type { z } from 'zod';
import type { effectSchema } from '../../shared/autonomy/contract/effect.ts';
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
    ...changes.flatMap(({ what, field, before, after }): [string, string][] => [
      [oneLine(`${what}: ${field}`), `${shown(before)} -> ${shown(after)}`],
    ]),
    ['Cost', costUsd === 0 ? 'nothing' : `about ${costUsd.toFixed(3)} USD`],
  ];
}
