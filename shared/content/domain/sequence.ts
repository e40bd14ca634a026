import { BUILT_IN_TEMPLATES } from './built-in-templates.ts';
import { STEPS, type Step } from './framework.ts';
import type { StoredTemplate, Variant } from './template.ts';

/** Days after the previous step. The gaps grow: silence is an answer, and the answer is to write less. */
const DEFAULT_DELAY_DAYS: Readonly<Record<Step, number>> = { 1: 0, 2: 3, 3: 4, 4: 7, 5: 7, 6: 9 };

export interface SequenceOptions {
  /** How many steps, from the first. */
  readonly steps: Step;
  readonly variants: readonly Variant[];
}

/**
 * The built-in messages of a mission, per variant and step. One template serves leads with and without
 * purchases, through its conditions: a variant stays one experiment over the whole audience.
 */
export function planSequence({ steps, variants }: SequenceOptions): StoredTemplate[] {
  return variants.flatMap((variant) =>
    STEPS.filter((step) => step <= steps).map((step) => ({
      variant,
      delayDays: DEFAULT_DELAY_DAYS[step],
      source: 'built-in' as const,
      template: BUILT_IN_TEMPLATES[step][variant],
    })),
  );
}
