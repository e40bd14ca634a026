import { type FactName, isFactName } from './facts.ts';
import { renderMessage } from './render.ts';
import { type BlockedMessage, block } from './render-parts.ts';
import { SAMPLE_FACTS, SAMPLE_NOW } from './sample-facts.ts';
import type { MessageTemplate } from './template.ts';

/**
 * Conditions of which the samples have every outcome: whether facts are known, and whether somebody bought once or more often.
 * By any other comparison words would hide from whoever judges the samples, and go to people all the same.
 */
const TERM = '[A-Za-z]+|purchaseCount\\s*(?:(?:==|!=|<=|>)\\s*1|(?:>=|<)\\s*2)';
const CONDITION = new RegExp(
  `\\{%-?\\s*(?:(?:if|unless|elsif)\\s+(?<asks>(?:${TERM})(?:\\s+(?:and|or)\\s+(?:${TERM}))*)|else|endif|endunless)\\s*-?%\\}`,
  'g',
);

function hidingCondition({ subject, paragraphs }: MessageTemplate): BlockedMessage | undefined {
  const source = [subject, ...paragraphs.map(({ text }) => text)].join('\n');
  const hides = source
    .replaceAll(CONDITION, (tag, asks: string | undefined) =>
      (asks ?? '')
        .match(/[A-Za-z]+/g)
        ?.every((name) => isFactName(name) || name === 'and' || name === 'or') === false
        ? tag
        : '',
    )
    .match(/\{%[^}]{0,80}/)?.[0];
  return hides === undefined
    ? undefined
    : block(
        'TEMPLATE_INVALID',
        `a condition may only ask whether facts are known, or whether purchaseCount is 1: ${hides}`,
      );
}

/**
 * Whether a template renders and passes every gate, with any combination of known optional facts; the first reason if not.
 * The facts that the template requires are known in every sample.
 */
export function checkTemplate(template: MessageTemplate): BlockedMessage | undefined {
  const hiding = hidingCondition(template);
  if (hiding) return hiding;
  const hasRequired = (facts: Partial<Record<FactName, unknown>>): boolean =>
    template.requires.every((name) => facts[name] !== undefined);
  for (const facts of SAMPLE_FACTS.filter(hasRequired)) {
    const message = renderMessage(template, facts, { now: SAMPLE_NOW });
    if (!message.ok) return message;
  }
  return undefined;
}
