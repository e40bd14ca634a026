import type { Step } from './framework.ts';
import type { MessageTemplate, Variant } from './template.ts';
import { RECONNECT_BAB, RECONNECT_PAS } from './templates/step-1-reconnect.ts';
import { VALUE_AIDA, VALUE_FAB } from './templates/step-2-value.ts';
import { QUESTION_BAB, QUESTION_PAS } from './templates/step-3-question.ts';
import { HELP_AIDA, HELP_FAB } from './templates/step-4-help.ts';
import { LAST_CHECK_AIDA, LAST_CHECK_BAB } from './templates/step-5-last-check.ts';
import { GOODBYE_FAB, GOODBYE_PAS } from './templates/step-6-goodbye.ts';

/**
 * A and B use different frameworks at every step, so that the A/B test compares frameworks; two steps are
 * enough to use all four.
 */
export const BUILT_IN_TEMPLATES: Readonly<Record<Step, Readonly<Record<Variant, MessageTemplate>>>> = {
  1: { A: RECONNECT_BAB, B: RECONNECT_PAS },
  2: { A: VALUE_FAB, B: VALUE_AIDA },
  3: { A: QUESTION_PAS, B: QUESTION_BAB },
  4: { A: HELP_AIDA, B: HELP_FAB },
  5: { A: LAST_CHECK_BAB, B: LAST_CHECK_AIDA },
  6: { A: GOODBYE_FAB, B: GOODBYE_PAS },
};
