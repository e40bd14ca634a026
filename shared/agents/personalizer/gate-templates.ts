import { planSequence } from '../../content/domain/sequence.ts';
import type { StoredTemplate } from '../../content/domain/template.ts';
import { heldMessages, judgedQuality } from '../../drafting/app/message-quality.ts';
import type { MissionContent } from '../../drafting/domain/content.ts';
import type { MessageQuality } from '../../drafting/domain/message-quality.ts';
import type { ReleasedContent } from '../../quality/app/ports/released-content.ts';
import type { QualitySettings } from '../../quality/contract/settings.ts';
import { belowText } from '../../quality/domain/below.ts';
import type { PersonalizerResult } from './personalizer.ts';

export interface GateDeps {
  readonly released: ReleasedContent;
}

interface Gate {
  readonly workspace: string;
  readonly quality: QualitySettings;
  readonly brand: MissionContent['brand'];
}

type Gated = PersonalizerResult & Pick<MissionContent, 'quality'>;

/**
 * What somebody else wrote and is below the threshold is replaced by the built-in template of its step, as all else is that a
 * gate refuses: that one is proved, and nobody waits for a person. Where the built-in template is below, too, there is nothing
 * better to take: it is kept with a note, and the approval is refused until a person has let it pass.
 */
export async function gateTemplates(
  deps: GateDeps,
  { workspace, quality, brand }: Gate,
  written: PersonalizerResult,
): Promise<Gated> {
  if (!quality.gate) return written;
  const judge = async (templates: readonly StoredTemplate[]) => {
    const judged = await judgedQuality({ templates: [...templates], brand }, quality);
    return { judged, held: await heldMessages(deps, workspace, judged.messages) };
  };
  const first = await judge(written.templates);
  const replaced = first.held.filter((message) =>
    written.templates.some((each) => isOf(each, message) && each.source !== 'built-in'),
  );
  const templates = written.templates.map((each) =>
    replaced.some((message) => isOf(each, message)) ? builtInOf(each) : each,
  );
  const { judged, held } = replaced.length === 0 ? first : await judge(templates);
  return {
    templates,
    source: templates.some(({ source }) => source === 'llm') ? 'llm' : 'built-in',
    notes: [
      ...written.notes.filter((note) => !replaced.some((message) => note.startsWith(`${placeOf(message)}:`))),
      ...replaced.map((message) => `${placeOf(message)}: built-in template, because ${below(message)}`),
      ...held.map(
        (message) =>
          `${placeOf(message)}: a person has to let it pass before it is approved, because ${below(message)}`,
      ),
    ],
    quality: judged,
  };
}

type Place = Pick<MessageQuality, 'variant' | 'step'>;

const placeOf = ({ variant, step }: Place): string => `variant ${variant}, step ${step}`;

const isOf = ({ variant, template }: StoredTemplate, message: Place): boolean =>
  message.variant === variant && message.step === template.step;

const builtInOf = (written: StoredTemplate): StoredTemplate => {
  const { variant, template } = written;
  const plan = planSequence({ steps: template.step, variants: [variant] });
  return plan.find((each) => each.template.step === template.step) ?? written;
};

/** Within a sentence. */
const below = (message: MessageQuality): string =>
  belowText(message, message.findings, message.more).replace(/^I/, 'i');
