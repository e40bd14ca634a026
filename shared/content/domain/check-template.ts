import type { FactName } from './facts.ts';
import { renderMessage } from './render.ts';
import type { BlockedMessage } from './render-parts.ts';
import { SAMPLE_FACTS, SAMPLE_NOW } from './sample-facts.ts';
import type { MessageTemplate } from './template.ts';

/**
 * Whether a template renders and passes every gate, with any combination of known optional facts; the first reason if not.
 * The facts that the template requires are known in every sample.
 */
export function checkTemplate(template: MessageTemplate): BlockedMessage | undefined {
  const hasRequired = (facts: Partial<Record<FactName, unknown>>): boolean =>
    template.requires.every((name) => facts[name] !== undefined);
  for (const facts of SAMPLE_FACTS.filter(hasRequired)) {
    const message = renderMessage(template, facts, { now: SAMPLE_NOW });
    if (!message.ok) return message;
  }
  return undefined;
}
