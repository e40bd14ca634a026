import * as z from 'zod';
import { STEPS, type Step } from './framework.ts';
import { StepSchema, VariantSchema } from './template.ts';

/** The text of an SMS or a LinkedIn message, as Liquid. Greeting, name and opt-out belong to the layout. */
export const shortTextSchema = z.object({
  step: StepSchema,
  variant: VariantSchema,
  text: z.string().min(1).max(500),
});
export type ShortText = z.infer<typeof shortTextSchema>;

/** The purposes are those of the e-mails (`STEP_PURPOSES`): a sequence may change its channel but keeps its tone. */
const BUILT_IN: Readonly<Record<Step, readonly [string, string]>> = {
  1: [
    'It has been a while. If you need us again, a short reply is all it takes.',
    'We have not talked for some time. Is there something we can do for you?',
  ],
  2: [
    'Tell us what you need, and we say what we can do about it. A line is enough.',
    'What is on your list right now? Tell us, and you get a straight answer.',
  ],
  3: [
    'What would make it worth your while to come back? A short reply helps.',
    'What has changed for you since we last spoke?',
  ],
  4: [
    '{% if offer %}For you: {{ offer }}. {% endif %}May we help with something?',
    'Can we take something off your hands? Tell us what it is.{% if bookingUrl %} Or pick a time: {{ bookingUrl }} {% endif %}',
  ],
  5: [
    'Shall we keep writing to you? One word is enough.',
    'Is this still of interest to you? If not, we will leave it.',
  ],
  6: [
    'This is our last message for now. The door stays open.',
    'We will not write again for now. If you need us, reply at any time.',
  ],
};

export const builtInTexts = (): ShortText[] =>
  STEPS.flatMap((step) => {
    const [a, b] = BUILT_IN[step];
    return [
      { step, variant: 'A' as const, text: a },
      { step, variant: 'B' as const, text: b },
    ];
  });
