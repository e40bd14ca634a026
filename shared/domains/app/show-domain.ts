import type { z } from 'zod';
import { mailProviderOf } from '../../channels/domain/channel-terms.ts';
import { DEFAULT_THRESHOLDS } from '../../decisions/domain/decide.ts';
import { addMs, type Clock, DAY, utcDay } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import { PROVIDER_GROUPS } from '../../leads/contract/provider-groups.ts';
import type { domainStandingSchema } from '../contract/sending-domain.ts';
import { reputationFloor } from '../domain/fitness.ts';
import { heldUntil } from '../domain/judge-warmup.ts';
import { isGap, isSettled, missingOf, type Outcome, type ProviderDay } from '../domain/provider-day.ts';
import { healthOf, reputationOf, reputationParts } from '../domain/reputation.ts';
import {
  fromMillionths,
  RISK_SCOPES,
  type Risk,
  type RiskByScope,
  type RiskScope,
  riskBudget,
} from '../domain/risk-budget.ts';
import { domainView } from '../domain/sending-domain.ts';
import { sumByProvider, type Traffic, totalOf } from '../domain/traffic.ts';
import { dailyCap, plannedCaps } from '../domain/warmup.ts';
import { recentDays } from './check-domain-health.ts';
import type { ProviderDayStore } from './ports/provider-days.ts';
import { type PoolsDeps, readPool } from './read-pool.ts';

const PLANNED_DAYS = 14;
const COMPARED_DAYS = 7;

export interface ShowDomainDeps extends PoolsDeps {
  readonly providerDays: Pick<ProviderDayStore, 'days'>;
  readonly clock: Clock;
}

export type DomainStanding = z.infer<typeof domainStandingSchema>;

/** A domain with what its reputation consists of, now and not at the last check. @throws RexError NOT_FOUND */
export async function showDomain(
  deps: ShowDomainDeps,
  workspace: string,
  name: string,
): Promise<DomainStanding> {
  const now = deps.clock.now();
  const { pool, terms, day, settings } = await readPool(deps, workspace, now);
  const domain = pool?.domains.find((candidate) => candidate.domain === name);
  if (!domain) throw new RexError('NOT_FOUND', `${name} is not in the pool of this workspace.`);
  const days = await recentDays(deps.pools, name, now);
  const byProvider = sumByProvider(days.map((each) => each.byProvider));
  const bySendgrid = settings !== undefined && mailProviderOf(settings.channels, name) === 'sendgrid';
  return {
    ...domainView(domain, day.domains[name] ?? 0, now),
    all: standingOf(totalOf(byProvider)),
    providers: PROVIDER_GROUPS.map((provider) => ({ provider, ...standingOf(byProvider[provider]) })),
    rotateBelow: reputationFloor(domain.tier, terms.thresholds),
    plannedCaps: plannedCaps(domain, now, PLANNED_DAYS, settings?.warmup),
    sentByDay: days.map(({ day: of, byProvider: traffic }) => ({ day: of, sent: totalOf(traffic).sent })),
    heldUntil: heldUntil(domain, days, now, settings?.warmup) ?? null,
    riskBudget: riskStanding(
      riskBudget(dailyCap(domain, now), settings?.rules ?? DEFAULT_THRESHOLDS),
      await deps.pools.risked(name, day.day),
    ),
    sendgrid: bySendgrid ? await sendgridStanding(deps, workspace, now) : null,
    inboxes: domain.inboxes.map(({ name: inbox, status = 'active', dailyCap, billedFor = null }) => ({
      name: inbox,
      status,
      dailyCap,
      sentToday: day.inboxes[`${inbox}@${name}`] ?? 0,
      billedFor,
    })),
  };
}

/** The last seven days, the newest first; those of which SendGrid was not asked are left out. */
async function sendgridStanding(
  { providerDays }: Pick<ShowDomainDeps, 'providerDays'>,
  workspace: string,
  now: Date,
): Promise<DomainStanding['sendgrid']> {
  const days = await providerDays.days(
    workspace,
    utcDay(addMs(now, -(COMPARED_DAYS - 1) * DAY)),
    utcDay(now),
  );
  return days.toReversed().flatMap((day) => (day.told ? [comparisonOf(day, day.told, now)] : []));
}

function comparisonOf(
  day: ProviderDay,
  told: NonNullable<ProviderDay['told']>,
  now: Date,
): NonNullable<DomainStanding['sendgrid']>[number] {
  const compared = (name: Outcome) => ({
    sendgrid: told[name],
    rex: day.heard[name],
    difference: told[name] - day.heard[name],
  });
  return {
    day: day.day,
    sent: day.sent,
    delivered: compared('delivered'),
    bounced: compared('bounced'),
    complained: compared('complained'),
    missing: missingOf(day),
    state: !isSettled(day.day, now) ? 'open' : isGap(day) ? 'gap' : 'settled',
  };
}

function riskStanding(budget: RiskByScope, risked: RiskByScope): DomainStanding['riskBudget'] {
  const spent = (scope: RiskScope, kind: keyof Risk) => ({
    expected: fromMillionths(risked[scope][kind]),
    most: fromMillionths(budget[scope][kind]),
  });
  return RISK_SCOPES.map((provider) => ({
    provider,
    bounces: spent(provider, 'bounce'),
    complaints: spent(provider, 'complaint'),
  }));
}

function standingOf(traffic: Traffic): DomainStanding['all'] {
  const reputation = reputationOf(traffic);
  return { sent: traffic.sent, reputation, health: healthOf(reputation), parts: reputationParts(traffic) };
}
