import type { Assessment, Step } from '../contract/assessment.ts';

/** So many steps are named. */
const SHOWN = 5;

interface Below extends Pick<Assessment, 'score' | 'threshold'> {
  readonly level: string;
}

/** How far content is from what the workspace wants, and what brings most: whole sentences. `more`: steps that are not in `steps`. */
export function belowText(
  { score, level, threshold }: Below,
  steps: readonly Pick<Step, 'says' | 'instead' | 'scoreAfter'>[],
  more = 0,
): string {
  const mend = steps
    .slice(0, SHOWN)
    .map(({ says, instead, scoreAfter }) =>
      `${says} ${instead ?? ''} (then ${scoreAfter})`.replace('  ', ' '),
    );
  const left = more + Math.max(0, steps.length - SHOWN);
  const others = left > 0 ? [`And ${left} more.`] : [];
  return [
    `Its quality is ${score} of 100 (${level}), and the workspace wants ${threshold}.`,
    ...mend,
    ...others,
  ].join(' ');
}
