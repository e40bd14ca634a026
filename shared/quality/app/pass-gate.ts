import type { Content } from '../contract/content.ts';
import type { QualitySettings } from '../contract/settings.ts';
import { assess, stepsTo } from '../domain/assess.ts';
import { belowText } from '../domain/below.ts';
import type { ReleasedContent } from './ports/released-content.ts';

export interface PassGateDeps {
  readonly released: ReleasedContent;
}

/** Why content does not pass; undefined where it passes, or the workspace wants no gate. */
export async function passGate(
  { released }: PassGateDeps,
  workspace: string,
  content: Content,
  quality: QualitySettings,
): Promise<string | undefined> {
  if (!quality.gate) return undefined;
  const assessment = assess(content, quality);
  const { score, threshold, digest } = assessment;
  if (score >= threshold || (await released.isReleased(workspace, digest))) return undefined;
  return (
    `${belowText(assessment, stepsTo(assessment))} ` +
    'Mend it, or let somebody who approves let exactly these words pass, with a reason: POST /lords/aesthete/approve.'
  );
}
