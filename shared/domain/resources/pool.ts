import * as z from 'zod';
import { instantSchema, isoDateSchema, workspaceIdSchema } from '../../contracts/common.ts';
import { addMs, HOUR } from '../../kernel/clock.ts';
import { dailyCap } from './warmup.ts';

/** How long a reservation holds without being renewed. A mission renews it at every step. */
const RESERVATION_MS = 2 * HOUR;

const holderSchema = z.object({ missionId: z.string(), epoch: z.number().int(), until: instantSchema });

const crewSchema = z.object({
  id: z.string(),
  missionTypes: z.array(z.string()),
  capacity: z.number().int().min(1),
  holders: z.array(holderSchema),
});

const DOMAIN_TIERS = ['custom', 'prewarmed', 'warming'] as const;

const domainSchema = z.object({
  domain: z.string(),
  tier: z.enum(DOMAIN_TIERS),
  status: z.enum(['active', 'paused']),
  addedOn: isoDateSchema,
  targetPerDay: z.number().int(),
  /** 0 to 1; see reputation.ts for the formula. */
  reputation: z.number().min(0).max(1),
  holders: z.array(holderSchema),
});
export type SendingDomain = z.infer<typeof domainSchema>;

/**
 * Everything that missions of one workspace compete for, in one record: a reservation over crew and domain is
 * one conditional write, so it is atomic without a transaction.
 */
export const poolSchema = z.object({
  workspace: workspaceIdSchema,
  version: z.number().int().min(1),
  epoch: z.number().int(),
  crews: z.array(crewSchema),
  domains: z.array(domainSchema),
});
export type Pool = z.infer<typeof poolSchema>;

export const reservationSchema = z.object({
  crew: z.string(),
  domain: z.string(),
  /** Grows with every reservation of the workspace: a holder of an older epoch has lost it. */
  epoch: z.number().int(),
  until: instantSchema,
});
type Reservation = z.infer<typeof reservationSchema>;

/** At least this reputation, by tier (spec R5); warming domains send within their warmup day's volume. */
const MINIMUM_REPUTATION: Record<SendingDomain['tier'], number> = {
  custom: 0.7,
  prewarmed: 0.8,
  warming: 0.5,
};
const TIER_ORDER: readonly SendingDomain['tier'][] = ['custom', 'prewarmed', 'warming'];

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
});

export type Reserved =
  | { readonly ok: true; readonly pool: Pool; readonly reservation: Reservation }
  | { readonly ok: false; readonly waitingFor: string };

/**
 * Reserves a crew slot and a sending domain for a mission, or says what it has to wait for. A mission that holds
 * a reservation already gets the same crew and domain again under a new epoch.
 */
export function reserve(pool: Pool, missionId: string, missionType: string, now: Date): Reserved {
  const free = withoutHolders(
    pool,
    (holder) => holder.missionId === missionId || holder.until <= now.toISOString(),
  );
  const crews = free.crews.filter((crew) => crew.missionTypes.includes(missionType));
  const crew = crews.find((candidate) => candidate.holders.length < candidate.capacity);
  if (!crew) {
    return {
      ok: false,
      waitingFor: `a free crew (${crews.map((c) => `${c.id}: ${c.holders.length} of ${c.capacity}`).join(', ')})`,
    };
  }
  const domain = bestDomain(free.domains, now);
  if (!domain) return { ok: false, waitingFor: whyNoDomain(free.domains) };
  const epoch = free.epoch + 1;
  const holder = { missionId, epoch, until: addMs(now, RESERVATION_MS).toISOString() };
  return {
    ok: true,
    pool: {
      ...free,
      epoch,
      crews: free.crews.map((c) => (c.id === crew.id ? { ...c, holders: [...c.holders, holder] } : c)),
      domains: free.domains.map((d) =>
        d.domain === domain.domain ? { ...d, holders: [...d.holders, holder] } : d,
      ),
    },
    reservation: { crew: crew.id, domain: domain.domain, epoch, until: holder.until },
  };
}

/** Gives back whatever a mission holds; harmless when it holds nothing. */
export const release = (pool: Pool, missionId: string): Pool =>
  withoutHolders(pool, (holder) => holder.missionId === missionId);

function withoutHolders(pool: Pool, gone: (holder: z.infer<typeof holderSchema>) => boolean): Pool {
  const keep = <T extends { holders: z.infer<typeof holderSchema>[] }>(owner: T): T => ({
    ...owner,
    holders: owner.holders.filter((holder) => !gone(holder)),
  });
  return { ...pool, crews: pool.crews.map(keep), domains: pool.domains.map(keep) };
}

/** The best tier first, within a tier the least busy, then the best reputation. */
function bestDomain(domains: readonly SendingDomain[], now: Date): SendingDomain | undefined {
  return domains
    .filter(
      (d) => d.status === 'active' && d.reputation >= MINIMUM_REPUTATION[d.tier] && dailyCap(d, now) > 0,
    )
    .toSorted(
      (a, b) =>
        TIER_ORDER.indexOf(a.tier) - TIER_ORDER.indexOf(b.tier) ||
        a.holders.length - b.holders.length ||
        b.reputation - a.reputation,
    )[0];
}

const whyNoDomain = (domains: readonly SendingDomain[]): string =>
  domains.length === 0
    ? 'a sending domain: none has been added yet'
    : `a sending domain that is active and healthy (${domains.map((d) => `${d.domain}: ${d.status}, reputation ${d.reputation.toFixed(2)}`).join('; ')})`;
