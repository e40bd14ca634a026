import { withoutFooter } from '../../content/domain/layout.ts';
import { renderMessage } from '../../content/domain/render.ts';
import { SAMPLE_NOW, sampleReaders } from '../../content/domain/sample-facts.ts';
import type { MessageTemplate } from '../../content/domain/template.ts';
import { sha256 } from '../../kernel/hash.ts';
import type { Assessment } from '../../quality/contract/assessment.ts';
import type { Content } from '../../quality/contract/content.ts';
import type { QualitySettings } from '../../quality/contract/settings.ts';
import { assess, stepsTo } from '../../quality/domain/assess.ts';
import { plainContent } from '../../quality/domain/plain-content.ts';
import type { MissionContent } from './content.ts';
import type { MessageQuality } from './message-quality.ts';

/** A record holds those of twelve templates, and is read before each cohort is sent. */
const FINDINGS = 5;

export interface JudgedMessage extends MessageQuality {
  /** The reading that is worst, which the score and the findings are of. */
  readonly content: Content;
}

type Judged = Pick<MissionContent, 'templates' | 'brand'>;

/**
 * How good each e-mail of a mission is. A template reads differently by what is known of a reader, so all its readings are judged
 * and the worst counts: what only few would get is not hidden. The footer is Rex's own and not judged. One that cannot be
 * rendered for anybody goes out to nobody, and is left out.
 */
export const judgeMessages = ({ templates, brand }: Judged, quality: QualitySettings): JudgedMessage[] =>
  templates.flatMap(({ variant, template }) => {
    const readings = readingsOf(template, brand).map((content) => ({
      content,
      assessment: assess(content, quality),
    }));
    const [worst] = readings.toSorted((a, b) => a.assessment.score - b.assessment.score);
    if (!worst) return [];
    const { score, level, threshold } = worst.assessment;
    const steps = stepsTo({ parts: worst.assessment.parts, threshold: 100 });
    return [
      {
        step: template.step,
        variant,
        score,
        level,
        threshold,
        digest: digestOf(readings.map(({ assessment }) => assessment)),
        findings: steps.slice(0, FINDINGS),
        more: Math.max(0, steps.length - FINDINGS),
        content: worst.content,
      },
    ];
  });

/** Every way in which it reads, each once. */
function readingsOf(template: MessageTemplate, brand: Judged['brand']): Content[] {
  const readings = new Map<string, Content>();
  for (const facts of sampleReaders(brand)) {
    const message = renderMessage(template, facts, { now: SAMPLE_NOW });
    if (!message.ok) continue;
    const [subject, text] = [message.subject, withoutFooter(message.text)];
    readings.set(JSON.stringify([subject, text]), plainContent({ type: 'messaging', subject, text }));
  }
  return [...readings.values()];
}

/** Of the only reading its own, as if these words were given by hand; of several all of them, so that letting pass holds for each. */
function digestOf(assessments: readonly Pick<Assessment, 'digest'>[]): string {
  const digests = assessments.map(({ digest }) => digest).toSorted();
  const [first = '', ...others] = digests;
  return others.length === 0 ? first : sha256(digests.join('\n'));
}
