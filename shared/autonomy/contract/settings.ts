import * as z from 'zod';
import { lineText } from '../../kernel/contract/common.ts';
import { readUnknownAs, refuseUnknown } from '../../kernel/contract/tolerance.ts';

export const VERDICTS = ['run', 'ask', 'forbid'] as const;

/** How far Rex answers questions that people write. */
const EMAIL_ANSWERS = ['off', 'propose', 'on'] as const;

/** `executor` counts every task that is executed. */
export const DAILY_LIMITS = ['executor', 'email', 'social', 'newsletter', 'seoBulk'] as const;
export type DailyLimit = (typeof DAILY_LIMITS)[number];

const limit = (most: number) => z.number().int().min(0).max(1_000_000).default(most);

const share = (most: number) => z.number().min(0).max(10).default(most);

const comparedSchema = z.union([
  z.string().max(100),
  z.boolean(),
  z.number(),
  z.strictObject({ atMost: z.number() }),
  z.strictObject({ atLeast: z.number() }),
]);

const NAME = /^[a-z][a-z0-9-]{1,39}$/;

export const policyRuleSchema = z
  .strictObject({
    id: z.string().regex(NAME, 'must be 2 to 40 lower-case letters, digits and hyphens'),
    when: z
      .strictObject({
        effect: z
          .array(z.string().max(60))
          .min(1)
          .max(20)
          .optional()
          .describe('Kinds, such as social.publish'),
        agent: z.array(z.string().max(60)).min(1).max(20).optional(),
        segment: z.array(z.string().max(60)).min(1).max(20).optional(),
        facts: z.record(z.string().max(40), comparedSchema).optional(),
        recipientsAtMost: z.number().int().min(0).optional(),
        changesAtMost: z.number().int().min(0).optional(),
        costUsdAtMost: z.number().min(0).optional(),
      })
      .describe('All that is named has to hold; nothing named: always'),
    verdict: refuseUnknown(z.enum(VERDICTS)),
    because: lineText({ max: 200 }),
  })
  .meta({ id: 'PolicyRule' });
export type PolicyRule = z.infer<typeof policyRuleSchema>;

/** What tasks may do by themselves, and how much of it in a day. */
export const taskSettingsSchema = z.strictObject({
  policy: z
    .array(policyRuleSchema)
    .max(50)
    .default([])
    .describe(
      "The workspace's own rules, in their order; the first that holds decides, and those of Rex come after",
    ),
  limits: z
    .strictObject({
      executor: limit(720).describe('Tasks that are executed'),
      email: limit(50),
      social: limit(20),
      newsletter: limit(1),
      seoBulk: limit(5).describe('Changes of more than one field or page together'),
    })
    .prefault({})
    .describe('Most of each in a day (UTC)'),
  ads: z
    .strictObject({
      bidUpAtMost: share(0.2),
      bidDownAtMost: share(0.5),
      budgetUpAtMost: share(0.2),
      budgetDownAtMost: share(0.5),
      budgetRaiseADay: z
        .number()
        .min(0)
        .max(1_000_000)
        .default(50)
        .describe('What the budgets of an account may rise in a day (UTC), all together, in its currency'),
    })
    .prefault({})
    .describe('How far one value at Google Ads may change at once, as a share of what it is: 0.2 is a fifth'),
  email: z
    .strictObject({
      answers: readUnknownAs(z.enum(EMAIL_ANSWERS), 'off')
        .default('off')
        .describe(
          'Whether questions that people write become tasks: off; propose, so that each answer is asked about; on, so that answers from the list of frequent questions go out by themselves',
        ),
      model: z
        .boolean()
        .default(false)
        .describe(
          'Let a language model write an answer from the list of frequent questions, where no entry fits by itself',
        ),
    })
    .prefault({})
    .describe('E-mails that tasks send'),
  earned: z
    .strictObject({
      enabled: z.boolean().default(true),
      share: z
        .number()
        .min(0.5)
        .max(0.99)
        .default(0.9)
        .describe('Share of effects approved unchanged that an agent has to be better than'),
      error: z
        .number()
        .min(0.001)
        .max(0.2)
        .default(0.05)
        .describe('How likely, at most, an agent that is not better ever earns autonomy'),
      spotChecks: z
        .number()
        .min(0)
        .max(1)
        .default(0.1)
        .describe('Share of effects that is asked about although autonomy is earned'),
    })
    .prefault({})
    .describe('Autonomy that agents earn by effects that people approve unchanged'),
});
export type TaskSettings = z.infer<typeof taskSettingsSchema>;
