import * as z from 'zod';
import { domainNameSchema } from '../../../domains/contract/sending-domain.ts';
import { instantSchema, lineText, missionIdSchema, plainText } from '../../../kernel/contract/common.ts';
import { workIdSchema } from '../../../seats/contract/work.ts';

const CONFLICT_TYPES = [
  'resource_allocation',
  'priority_dispute',
  'goal_conflict',
  'stakeholder_disagreement',
  'decision_challenge',
] as const;
const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** What becomes of a resolution, and what may follow on each. */
export const RESOLUTION = {
  proposed: ['analyzed', 'proposed', 'decided', 'final'],
  decided: ['enforced', 'appealed', 'overturned', 'final'],
  enforced: ['appealed', 'overturned', 'final'],
  appealed: ['overturned', 'final'],
  overturned: ['analyzed', 'final'],
  final: [],
} as const;

/** Days within which a decision may be appealed. Then it is final. */
export const APPEAL_DAYS = 14;

const PARTY_KINDS = ['mission', 'campaign', 'person', 'setting'] as const;

const partySchema = z.strictObject({
  kind: z.enum(PARTY_KINDS),
  id: lineText({ max: 120 }),
  wants: lineText({ max: 200 }).describe('What it claims'),
});

const partyViewSchema = z.object({
  ...partySchema.shape,
  group: z
    .string()
    .describe('Under which it is counted in the fairness report: the type of a mission, otherwise its id'),
});
export type Party = z.infer<typeof partyViewSchema>;

const amountSchema = z.number().min(0).max(1e9);
const row = z.array(amountSchema).min(2).max(12);

const claimsSchema = z
  .strictObject({
    kind: z.literal('claims'),
    of: lineText({ max: 120 }).describe('What is divided, such as the sends of a day'),
    estate: amountSchema.describe('How much there is'),
    claims: row.describe('Of each party, in their order'),
    whole: z.boolean().default(true).describe('Whether only whole units can be given'),
  })
  .describe('Something that can be divided');

const choiceSchema = z
  .strictObject({
    kind: z.literal('choice'),
    alternatives: z
      .array(z.strictObject({ name: lineText({ max: 80 }), todo: lineText({ max: 200 }).optional() }))
      .min(2)
      .max(8),
    values: z
      .array(z.array(amountSchema).min(2).max(8))
      .min(2)
      .max(12)
      .describe('What each alternative is worth to each party: a row for each party'),
  })
  .describe('One of several alternatives');

/** Missions that each need a domain. Only records say that. */
const placesSchema = z.object({
  kind: z.literal('places'),
  missions: z
    .array(z.object({ id: z.string(), domain: z.string().nullable() }))
    .describe('With the domain that each has'),
  places: z.array(
    z.object({
      name: z.string(),
      room: z.number().int().nullable().describe('How many of the parties it takes; null: all'),
      others: z.number().int().describe('How many missions that are no parties share it'),
    }),
  ),
  values: z
    .array(z.array(z.number()))
    .describe('E-mails a day that each domain may send, for each party; 0 where it may not send from there'),
  now: z.array(z.number().int().nullable()).describe('From which each sends now; null: from none'),
});

/** Missions that wait for a place in a crew, or a share of a provider. Only records say that. */
const orderSchema = z.object({
  kind: z.literal('order'),
  waits: z.array(
    z.object({
      id: z.string(),
      priority: z.number().int(),
      createdAt: instantSchema,
      since: instantSchema,
      deadline: instantSchema.optional(),
    }),
  ),
});

const disputeSchema = z.discriminatedUnion('kind', [claimsSchema, choiceSchema, placesSchema, orderSchema]);
export type Dispute = z.infer<typeof disputeSchema>;
export type DisputeOf<K extends Dispute['kind']> = Extract<Dispute, { kind: K }>;

/** What people may say in numbers. */
const figuresSchema = z.discriminatedUnion('kind', [claimsSchema, choiceSchema]);
export type Figures = z.output<typeof figuresSchema>;

export const registerInputSchema = z.strictObject({
  type: z.enum(CONFLICT_TYPES),
  about: lineText({ max: 200 }),
  parties: z.array(partySchema).min(2).max(12),
  severity: z.enum(SEVERITIES).default('medium'),
  dispute: figuresSchema
    .optional()
    .describe('What is claimed, in numbers. Without it, nothing can be proposed until the analysis has it'),
  resource: z
    .string()
    .regex(
      /^(crew|quota|domain)(:[a-z0-9.,-]{1,200})?$/,
      'is named as missions name it: crew:campaigns, domain',
    )
    .optional()
    .describe('In the place of a dispute: what missions claim, which the records then say in numbers'),
  decisionId: workIdSchema.optional().describe('The decision that is challenged'),
});
export type Registered = z.output<typeof registerInputSchema>;

export const caseSchema = z.object({
  type: z.enum(CONFLICT_TYPES),
  severity: z.enum(SEVERITIES),
  severityBasis: z.string(),
  about: z.string(),
  resource: z
    .string()
    .nullable()
    .describe('What is waited for, as missions name it, such as `crew:campaigns`'),
  parties: z.array(partyViewSchema),
  dispute: disputeSchema.nullable(),
  decisionId: z.string().nullable().describe('Of a challenge: the decision that is challenged'),
  proposalId: z.string().nullable().optional().describe('The newest proposal: only that can be decided'),
});
export type Case = z.infer<typeof caseSchema>;

export const caseInputSchema = z.strictObject({ caseId: workIdSchema });

export const analyzeInputSchema = caseInputSchema.extend({
  dispute: figuresSchema
    .optional()
    .describe('What is claimed, in numbers, where the case does not say it yet or it has changed'),
});

export const analysisSchema = z.object({
  caseId: z.string(),
  causes: z.array(
    z.object({
      cause: z.enum([
        'more_claimed_than_there_is',
        'held_by_another',
        'out_of_order',
        'deadline_near',
        'settings_contradict',
        'opinions_differ',
      ]),
      says: z.string(),
    }),
  ),
  holders: z.array(
    z.object({
      resource: z.string(),
      holder: z.string(),
      since: instantSchema.nullable(),
      until: instantSchema,
    }),
  ),
  waits: z.array(z.object({ id: z.string(), since: instantSchema, hours: z.number() })),
  dispute: disputeSchema.nullable(),
});
export type Analysis = z.infer<typeof analysisSchema>;

/** What Rex does when an option is decided. `before`: what it finds; where it finds something else it does nothing. */
const effectSchema = z.discriminatedUnion('do', [
  z.object({
    do: z.literal('assign'),
    missionId: missionIdSchema,
    domain: domainNameSchema,
    before: z.string().nullable(),
  }),
  z.object({
    do: z.literal('priority'),
    missionId: missionIdSchema,
    priority: z.number().int(),
    before: z.number().int(),
  }),
]);
export type Effect = z.infer<typeof effectSchema>;

const optionSchema = z.object({
  key: z.string().describe('By which a decision names it'),
  method: z.string().describe('With its source'),
  shares: z.array(
    z.object({
      party: z.string(),
      share: z.string().describe('What it gets'),
      satisfaction: z.number().min(0).max(1).describe('As a part of what it claims'),
      givesUp: z.string().nullable(),
    }),
  ),
  fairness: z.number().min(0).max(1).nullable().describe('null: nobody gets anything'),
  fairnessBasis: z.string(),
  envy: z
    .number()
    .describe('The most that one would rather have what another one has, as a part of its claim'),
  effects: z.array(effectSchema),
  todo: z.array(z.string()).describe('What people have to see to: Rex cannot'),
});
export type Option = z.infer<typeof optionSchema>;

export const proposalSchema = z.object({
  caseId: z.string(),
  options: z.array(optionSchema),
  recommended: z.string().describe('The fairest; of several, the one with the least envy'),
});
export type Proposal = z.infer<typeof proposalSchema>;

export const decideInputSchema = z.strictObject({
  proposalId: workIdSchema,
  option: lineText({ max: 80 }).describe('The key of one of its options'),
  reason: plainText({ max: 1000 }),
});

const enforcedSchema = z.object({
  effect: effectSchema,
  state: z.enum(['pending', 'done', 'refused']),
  says: z.string(),
});
export type Enforced = z.infer<typeof enforcedSchema>;

export const decisionSchema = z.object({
  caseId: z.string(),
  proposalId: z.string(),
  parties: z.array(partyViewSchema),
  option: optionSchema,
  reason: z.string(),
  effects: z.array(enforcedSchema),
  checks: z.array(z.object({ at: instantSchema, held: z.boolean(), says: z.string() })),
  appealableUntil: instantSchema,
  challengedBy: z.array(z.string()).optional().describe('The cases that challenge it'),
});
export type Decision = z.infer<typeof decisionSchema>;

export const appealInputSchema = z.strictObject({
  decisionId: workIdSchema,
  grounds: plainText({ max: 1000 }).describe('Why it was appealed'),
  verdict: z.enum(['upheld', 'overturned']),
  reason: plainText({ max: 1000 }),
});

export const appealSchema = z.object({
  decisionId: z.string(),
  caseId: z.string(),
  grounds: z.string(),
  reason: z.string(),
  effects: z
    .array(enforcedSchema)
    .describe('What is undone of a decision that is overturned, or done again of one that stands'),
});
export type Appeal = z.infer<typeof appealSchema>;

export const fairnessInputSchema = z.strictObject({
  days: z.number().int().min(1).max(730).default(180),
});

const rateSchema = z.object({ successes: z.number().int(), trials: z.number().int() });

export const fairnessSchema = z.object({
  from: instantSchema,
  decisions: z.number().int(),
  isWhole: z.boolean().describe('Whether these are all decisions since then'),
  groups: z.array(
    z.object({
      kind: z.enum(PARTY_KINDS),
      group: z.string(),
      share: z.number().describe('What it got in the mean, as a part of what it claimed'),
      favoured: rateSchema.describe('How often it got more of its claim than the mean of the parties'),
      others: rateSchema,
      difference: z.object({ value: z.number(), low: z.number(), high: z.number() }),
      pValue: z.number().describe('Adjusted for all groups that were looked at (Holm)'),
      finding: z.enum(['favoured', 'disfavoured', 'no_clear_difference', 'too_few']),
      says: z.string(),
    }),
  ),
});
export type FairnessReport = z.infer<typeof fairnessSchema>;
