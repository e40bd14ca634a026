import { sha256 } from '../../kernel/hash.ts';
import type { ReleasedContent } from '../../quality/app/ports/released-content.ts';
import type { QualitySettings } from '../../quality/contract/settings.ts';
import type { MissionContent } from '../domain/content.ts';
import type { MessageQuality } from '../domain/message-quality.ts';

type Judged = Pick<MissionContent, 'templates' | 'brand' | 'quality'>;

/** Names what messages are judged by. With other rules, what was stored is judged anew. */
const rulesDigest = ({ threshold, brand }: QualitySettings): string =>
  sha256(JSON.stringify([threshold, brand]));

/** What is stored of how good messages are. Word lists, syllables and the reader of HTML are loaded for whoever judges. */
export async function judgedQuality(
  content: Pick<Judged, 'templates' | 'brand'>,
  quality: QualitySettings,
): Promise<NonNullable<MissionContent['quality']>> {
  const { judgeMessages } = await import('../domain/judge-messages.ts');
  const messages = judgeMessages(content, quality).map(({ content: _, ...stored }) => stored);
  return { by: rulesDigest(quality), messages };
}

/**
 * How good the e-mails of a mission are, by the rules as they are now: as it was stored when the templates were made. Only
 * templates of before there was a gate, or other rules, are judged here. Undefined where the workspace wants no gate.
 */
export async function messageQuality(
  content: Judged,
  quality: QualitySettings,
): Promise<readonly MessageQuality[] | undefined> {
  if (!quality.gate) return undefined;
  const stored = content.quality;
  return stored?.by === rulesDigest(quality)
    ? stored.messages
    : (await judgedQuality(content, quality)).messages;
}

export const isEnough = ({ score, threshold }: Pick<MessageQuality, 'score' | 'threshold'>): boolean =>
  score >= threshold;

/** Which of them are below the threshold, and no person has let them pass. */
export async function heldMessages(
  { released }: { readonly released: ReleasedContent },
  workspace: string,
  messages: readonly MessageQuality[],
): Promise<readonly MessageQuality[]> {
  const below = messages.filter((message) => !isEnough(message));
  const passed = await Promise.all(below.map(({ digest }) => released.isReleased(workspace, digest)));
  return below.filter((_, i) => !passed[i]);
}
