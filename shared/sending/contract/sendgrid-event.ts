import * as z from 'zod';
import { leadIdSchema, missionIdSchema, workspaceIdSchema } from '../../kernel/contract/common.ts';
import { PROVIDER_GROUPS } from '../../leads/contract/provider-groups.ts';

const text = z.string().transform((value) => value.slice(0, 500));

/** What happened, and to whom of which workspace. */
const toldSchema = z.object({
  event: z.string().max(60),
  /** Seconds since 1970. */
  timestamp: z.number().int().min(0).max(100_000_000_000),
  sg_event_id: z.string().max(200).optional(),
  sg_message_id: z.string().max(300).optional(),
  /** Of a bounce: `bounce` or `blocked`. */
  type: z.string().max(40).optional(),
  bounce_classification: z.string().max(80).optional(),
  status: text.nullish(),
  reason: text.nullish(),
  response: text.nullish(),
  /** The mailbox provider of the recipient, instead of the address. */
  provider: z.enum(PROVIDER_GROUPS).optional().catch(undefined),
  /** What an open or a click shows of who made it (`signsOf`), and which link it was; instead of agent, address and link. */
  signs: z.array(z.string()).optional(),
  link: z.string().optional(),
  workspace: workspaceIdSchema,
  lead: leadIdSchema,
});

/**
 * What of an event of SendGrid's webhook is kept: what happened to which of our messages, to which answer of a member, or to whose
 * mail of a newsletter (`custom_args`, which SendGrid writes beside its own fields). Addresses, links and networks of people are left out.
 */
export const sendgridEventSchema = z.union([
  toldSchema.extend({
    mission: missionIdSchema,
    cohort: z.string().min(1).max(120),
    step: z.coerce.number().int().min(1),
  }),
  toldSchema.extend({ answer: z.string().min(1).max(120) }),
  toldSchema.extend({ newsletter: z.string().min(1).max(120), issue: z.string().max(120).optional() }),
]);
export type SendgridEvent = z.infer<typeof sendgridEventSchema>;
