import * as z from 'zod';
import { instantSchema, isoDateSchema, workspaceIdSchema } from '../../kernel/contract/common.ts';
import { readUnknownAs } from '../../kernel/contract/tolerance.ts';
import { ownershipSchema } from './domain-ownership.ts';
import { warmupSchema } from './warmup.ts';

/** The holder of a place, with its epoch and expiry. An expired place is free, even before it is removed. */
const holderSchema = z.object({
  /** A mission's id, or `campaign:` and a name. */
  missionId: z.string(),
  epoch: z.number().int(),
  until: instantSchema,
});
export type Holder = z.infer<typeof holderSchema>;

const crewSchema = z.object({
  id: z.string(),
  missionTypes: z.array(z.string()),
  capacity: z.number().int().min(1),
  holders: z.array(holderSchema),
});

/** A sender of a domain: the part before the @, and its own daily cap beside that of the domain. */
const inboxSchema = z.object({
  name: z.string(),
  dailyCap: z.number().int().min(1),
  holders: z.array(holderSchema),
  /** Absent while it sends. */
  status: readUnknownAs(z.enum(['active', 'paused']), 'paused').optional(),
  /** The last month, as `2026-03`, for which it was billed. */
  billedFor: z.string().optional(),
});
export type Inbox = z.infer<typeof inboxSchema>;

const DOMAIN_TIERS = ['custom', 'prewarmed', 'warming'] as const;

const domainSchema = z.object({
  domain: z.string(),
  tier: readUnknownAs(z.enum(DOMAIN_TIERS), 'warming'),
  /** `resting`: Rex rotated it out, and resumes it by itself when it has recovered. */
  status: readUnknownAs(z.enum(['active', 'paused', 'resting']), 'paused'),
  /** Since when it rests. */
  restingSince: instantSchema.optional(),
  /** When it was rotated out last, by Rex or by a person, and how well it stood then. It stays when it is back. */
  rotated: z
    .object({ at: instantSchema, by: z.string(), reason: z.string(), reputation: z.number() })
    .optional(),
  addedOn: isoDateSchema,
  targetPerDay: z.number().int(),
  /** Absent until the first check; see `warmupOf`. */
  warmup: warmupSchema.optional(),
  /** The last day on which it sent anything, as far as the checks have seen. */
  lastSentOn: isoDateSchema.optional(),
  /** 0 to 1; see reputation.ts for the formula. */
  reputation: z.number().min(0).max(1),
  holders: z.array(holderSchema),
  /** When empty, the sender is the one of the workspace, without a cap of its own. */
  inboxes: z.array(inboxSchema).default([]),
  /** Absent in pools from before the proof was required: then it is not proved. */
  ownership: ownershipSchema.optional(),
  /** Names of the rules for bulk senders that it failed at the last check; absent until one was made. */
  failedRules: z.array(z.string()).optional(),
});
export type SendingDomain = z.infer<typeof domainSchema>;

/** How many missions may use a provider at once, so that each gets a workable share of its limit. */
const quotaSchema = z.object({
  provider: z.string(),
  slots: z.number().int().min(1),
  holders: z.array(holderSchema),
});

const quotas = (): z.infer<typeof quotaSchema>[] => [
  { provider: 'ses', slots: 6, holders: [] },
  { provider: 'enrichment', slots: 2, holders: [] },
];

/**
 * Everything that missions of one workspace compete for, in one record: a reservation over crew, domain, inbox and
 * quota is one conditional write, so it is atomic without a transaction.
 */
export const poolSchema = z.object({
  workspace: workspaceIdSchema,
  version: z.number().int().min(1),
  epoch: z.number().int(),
  crews: z.array(crewSchema),
  domains: z.array(domainSchema),
  quotas: z.array(quotaSchema).default(quotas),
});
export type Pool = z.infer<typeof poolSchema>;

export const reservationSchema = z.object({
  crew: z.string(),
  /** Absent for a mission that sends nothing. */
  domain: z.string().optional(),
  /** The sender's name, where the domain has inboxes. */
  inbox: z.string().optional(),
  quotas: z.array(z.string()).default([]),
  /** Grows with every reservation of the workspace: a holder with an older epoch has lost the place. */
  epoch: z.number().int(),
  until: instantSchema,
});
export type Reservation = z.infer<typeof reservationSchema>;

/** Whether two reservations have the same sender address. */
export const isSender = (a: Reservation, b: Reservation): boolean =>
  a.domain === b.domain && a.inbox === b.inbox;

/** Types of missions that no crew names go to the last crew. */
export const newPool = (workspace: string): Pool => ({
  workspace,
  version: 1,
  epoch: 0,
  crews: [
    { id: 'reactivation', missionTypes: ['lead_reactivation'], capacity: 3, holders: [] },
    { id: 'campaigns', missionTypes: ['campaign_execution', 'icp_extraction'], capacity: 3, holders: [] },
    {
      id: 'operations',
      missionTypes: ['domain_rotation', 'performance_optimization', 'error_recovery'],
      capacity: 3,
      holders: [],
    },
  ],
  domains: [],
  quotas: quotas(),
});

/** Whether a place is still held. */
export const isHeld = (holder: Holder, now: Date): boolean => holder.until > now.toISOString();

/** The crews that do missions of a type. */
export function crewsFor(pool: Pool, missionType: string): Pool['crews'] {
  const named = pool.crews.filter((crew) => crew.missionTypes.includes(missionType));
  return named.length > 0 ? named : pool.crews.slice(-1);
}

/** The pool with every list of holders changed: of crews, domains, inboxes and quotas. */
export function mapHolders(pool: Pool, change: (holders: readonly Holder[]) => Holder[]): Pool {
  const keep = <T extends { readonly holders: Holder[] }>(owner: T): T => ({
    ...owner,
    holders: change(owner.holders),
  });
  return {
    ...pool,
    crews: pool.crews.map(keep),
    domains: pool.domains.map((domain) => ({ ...keep(domain), inboxes: domain.inboxes.map(keep) })),
    quotas: pool.quotas.map(keep),
  };
}
