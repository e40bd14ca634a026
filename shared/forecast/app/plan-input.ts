import type { DomainDay } from '../../domains/app/ports/pools.ts';
import type { SendingDomain } from '../../domains/domain/pool.ts';
import { NOTHING_RISKED, type RiskByScope } from '../../domains/domain/risk-budget.ts';
import type { Cohort, LeadDrafts } from '../../drafting/domain/cohort.ts';
import type { MissionContent } from '../../drafting/domain/content.ts';
import type { OutreachMission } from '../../missions/domain/mission.ts';
import type { Settings } from '../../workspaces/contract/settings.ts';
import type { PeopleRates } from '../domain/people.ts';

/** All that decides a plan. */
export interface PlanInput {
  readonly seed: number;
  readonly start: Date;
  /** Days after which the plan ends, finished or not. */
  readonly horizonDays: number;
  readonly mission: OutreachMission;
  readonly settings: Settings;
  readonly content: MissionContent;
  readonly domain: SendingDomain;
  /** The days before the start, and what else is used of the day of the start. */
  readonly traffic: readonly DomainDay[];
  readonly used: Used;
  readonly cohorts: readonly (Pick<Cohort, 'id' | 'timeZone' | 'order' | 'size' | 'sendHours'> & {
    readonly leads: readonly LeadDrafts[];
  })[];
  readonly rates: PeopleRates;
}

export interface Used {
  readonly sent: number;
  readonly domains: Readonly<Record<string, number>>;
  readonly inboxes: Readonly<Record<string, number>>;
  readonly channels: Readonly<Record<string, number>>;
  readonly risked: RiskByScope;
}

export const NOTHING_USED: Used = { sent: 0, domains: {}, inboxes: {}, channels: {}, risked: NOTHING_RISKED };

/** The hash that all messages have in a plan: whether they are the approved ones is not what is played. */
export const SAME = 'same';
