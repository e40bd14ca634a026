import type { Content } from '../contract/content.ts';
import type { QualitySettings } from '../contract/settings.ts';
import { assess, stepsTo } from '../domain/assess.ts';
import type { ReleasedContent } from './ports/released-content.ts';

export interface PassGateDeps {
  readonly released: ReleasedContent;
}

const SHOWN = 5;

/** Why content does not pass; undefined where it passes, or the workspace wants no gate. */
export async function passGate(
  { released }: PassGateDeps,
  workspace: string,
  content: Content,
  quality: QualitySettings,
): Promise<string | undefined> {
  if (!quality.gate) return undefined;
  const assessment = assess(content, quality);
  const { score, level, threshold, digest } = assessment;
  if (score >= threshold || (await released.isReleased(workspace, digest))) return undefined;
  const steps = stepsTo(assessment);
  const mend = steps
    .slice(0, SHOWN)
    .map(({ says, instead, scoreAfter }) =>
      `${says} ${instead ?? ''} (then ${scoreAfter})`.replace('  ', ' '),
    );
  const more = steps.length > SHOWN ? ` And ${steps.length - SHOWN} more.` : '';
  return (
    `Its quality is ${score} of 100 (${level}), and the workspace wants ${threshold}. ${mend.join(' ')}${more} ` +
    'Mend it, or let somebody who approves let exactly these words pass, with a reason: POST /lords/aesthete/approve.'
  );
}
