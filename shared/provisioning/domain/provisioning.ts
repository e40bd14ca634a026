import * as z from 'zod';
import { instantSchema, workspaceIdSchema } from '../../kernel/contract/common.ts';
import type { EventData } from '../../kernel/contract/event-contract.ts';
import { keepUnknown, readUnknownAs } from '../../kernel/contract/tolerance.ts';
import { type Cause, newEvent, REX, type RexEvent } from '../../kernel/events.ts';
import { provisioningEvents } from '../contract/events.ts';
import { PROVISIONING_STATES, RECORD_STATES, SES_STATUSES } from '../contract/provisioning.ts';

const sesStatus = readUnknownAs(z.enum(SES_STATUSES), 'Pending');

/** What SES gave out for a domain. Each field is filled by one call; SES gives the same values again when it is asked again. */
const identitySchema = z.object({
  verificationToken: z.string().optional(),
  dkimTokens: z.array(z.string()).optional(),
  mailFrom: z.string().optional(),
  /** SES knows the MAIL FROM domain: it was set by Rex, or had been set before. */
  mailFromIsSet: z.boolean().optional(),
});
export type SesIdentity = z.infer<typeof identitySchema>;

const verdictsSchema = z.object({
  identity: sesStatus.optional(),
  dkim: sesStatus.optional(),
  mailFrom: sesStatus.optional(),
});
export type SesVerdicts = z.infer<typeof verdictsSchema>;

const lookSchema = z.object({
  id: z.string(),
  state: readUnknownAs(z.enum(RECORD_STATES), 'unknown'),
  found: z.array(z.string()),
  note: z.string().optional(),
});
export type Look = z.infer<typeof lookSchema>;

/** How far a sending domain of a workspace is set up, and what the DNS had at the last check. */
export const provisioningSchema = z.object({
  workspace: workspaceIdSchema,
  domain: z.string(),
  version: z.number().int().min(1),
  state: keepUnknown(z.enum(PROVISIONING_STATES)),
  /** Counts the executions of the state machine. What an older one still does is ignored. */
  attempt: z.number().int().min(0),
  executionArn: z.string().optional(),
  startedAt: instantSchema.optional(),
  correlationId: z.string(),
  identity: identitySchema,
  ses: verdictsSchema.optional(),
  zone: z.object({ id: z.string(), name: z.string() }).optional(),
  /** Ids of the records that Rex wrote. */
  written: z.array(z.string()),
  looks: z.array(lookSchema),
  checkedAt: instantSchema.optional(),
  problem: z.string().optional(),
});
export type Provisioning = z.infer<typeof provisioningSchema>;

export const newProvisioning = (workspace: string, domain: string): Provisioning => ({
  workspace,
  domain,
  version: 1,
  state: 'none',
  attempt: 0,
  correlationId: '',
  identity: {},
  written: [],
  looks: [],
});

/** An event about a provisioning; its sequence is the version after the change. */
export const provisioningEvent = <N extends keyof typeof provisioningEvents>(
  { workspace, domain, version, correlationId }: Provisioning,
  name: N,
  data: EventData<typeof provisioningEvents, N>,
  now: Date,
  cause: Cause = { actor: REX, correlationId },
): RexEvent =>
  newEvent(provisioningEvents, name, { ...cause, about: domain, sequence: version, workspace, data }, now);

/** The record does what it is for: Rex's own is there, or one of the owner's. */
export const serves = ({ state }: Pick<Look, 'state'>): boolean => state === 'present' || state === 'kept';
