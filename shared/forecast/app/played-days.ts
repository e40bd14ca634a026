import { judgeDomain } from '../../allocation/app/judge-domains.ts';
import type { Channel } from '../../channels/contract/channels.ts';
import { judgeDomainDays } from '../../domains/app/check-domain-health.ts';
import type { DomainDay } from '../../domains/app/ports/pools.ts';
import { DAYS_JUDGED } from '../../domains/domain/judge-warmup.ts';
import type { SendingDomain } from '../../domains/domain/pool.ts';
import {
  addRisks,
  fromMillionths,
  type RiskByScope,
  riskBudget,
  riskOf,
} from '../../domains/domain/risk-budget.ts';
import { inboxAllowance } from '../../domains/domain/sending-domain.ts';
import { NO_TRAFFIC, type Signal, sumByProvider, totalOf } from '../../domains/domain/traffic.ts';
import { dailyCap, warmupOf } from '../../domains/domain/warmup.ts';
import { nextUtcDay, utcDay } from '../../kernel/clock.ts';
import type { ProviderGroup } from '../../leads/contract/provider-groups.ts';
import type { SendContext } from '../../sending/domain/guards/guard.ts';
import type { Reaction } from '../domain/people.ts';
import type { PlannedDay, PlanStop } from '../domain/plan.ts';
import { NOTHING_USED, type PlanInput, type Used } from './plan-input.ts';

const SIGNAL_OF: Readonly<Partial<Record<Reaction, Signal>>> = {
  bounced: 'bounced',
  complained: 'complained',
  replied: 'replied',
};

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends readonly number[] ? number[] : T[K] };
interface MutableUsed {
  sent: number;
  domains: Record<string, number>;
  inboxes: Record<string, number>;
  channels: Record<string, number>;
  risked: RiskByScope;
}

/** The days of a plan: what is counted by the day, and the domain, which is judged when a day is over. */
export class PlayedDays {
  readonly planned: Mutable<PlannedDay>[] = [];
  domain: SendingDomain;
  used: MutableUsed;
  today: string;
  private readonly input: PlanInput;
  private traffic: DomainDay[];
  /** What the e-mails of today came to. */
  private counts = noCounts();

  constructor(input: PlanInput) {
    const { start, domain, traffic, used } = input;
    this.input = input;
    this.today = utcDay(start);
    this.domain = { ...domain, warmup: warmupOf(domain, start) };
    this.traffic = [...traffic.filter(({ day }) => day < this.today), emptyDay(this.today)].slice(
      -DAYS_JUDGED,
    );
    this.used = usedOf(used);
    this.open(start);
  }

  /**
   * The day is over: the domain is judged as the hourly check does, and everything that is counted by the day begins anew.
   * @returns why the plan ends with it, if it does
   */
  next(): PlanStop | undefined {
    const at = nextUtcDay(new Date(`${this.today}T00:00:00.000Z`));
    const { settings } = this.input;
    this.today = utcDay(at);
    const over: DomainDay = { day: this.planned.at(-1)?.day ?? '', byProvider: this.counts };
    this.traffic = [...this.traffic.slice(0, -1), over, emptyDay(this.today)].slice(-DAYS_JUDGED);
    this.counts = noCounts();
    this.domain = judgeDomainDays(this.domain, this.traffic, at, settings.warmup).domain;
    const week = totalOf(sumByProvider(this.traffic.map(({ byProvider }) => byProvider)));
    const { action, explanation } = judgeDomain(at, this.domain, week, settings.rules);
    this.used = usedOf(NOTHING_USED);
    return action === 'pause' || action === 'rotate'
      ? { at: at.toISOString(), because: 'domain', explanation }
      : undefined;
  }

  /** Begins the record of today, with the cap that the domain has at this moment. */
  open(now: Date): void {
    const cap = dailyCap(this.domain, now);
    this.planned.push({
      day: this.today,
      domain: this.domain.domain,
      bySteps: new Array<number>(this.input.mission.params.steps).fill(0),
      emails: 0,
      cap,
      risk: fromMillionths(this.used.risked.all.bounce),
      riskMost: fromMillionths(riskBudget(cap, this.input.settings.rules).all.bounce),
    });
  }

  count(channel: Channel, step: number): void {
    const { used } = this;
    used.sent++;
    used.channels[channel] = (used.channels[channel] ?? 0) + 1;
    const day = this.planned.at(-1);
    if (!day) return;
    day.bySteps[step - 1] = (day.bySteps[step - 1] ?? 0) + 1;
    if (channel === 'email') day.emails++;
  }

  countEmail(provider: ProviderGroup, expected: SendContext['risk']['expected'], reaction: Reaction): void {
    const { used, domain } = this;
    used.domains[domain.domain] = (used.domains[domain.domain] ?? 0) + 1;
    const inbox = inboxAllowance(domain, this.input.mission.reservation?.inbox);
    if (inbox) used.inboxes[inbox.address] = (used.inboxes[inbox.address] ?? 0) + 1;
    used.risked = addRisks(used.risked, riskOf([{ provider, risk: expected }]));
    const day = this.planned.at(-1);
    if (day) day.risk = fromMillionths(used.risked.all.bounce);
    const counts = this.counts[provider];
    counts.sent++;
    const signal = SIGNAL_OF[reaction];
    if (signal) counts[signal]++;
  }
}

const usedOf = ({ sent, domains, inboxes, channels, risked }: Used): MutableUsed => ({
  sent,
  domains: { ...domains },
  inboxes: { ...inboxes },
  channels: { ...channels },
  risked,
});
const noCounts = (): Record<ProviderGroup, Record<Signal, number>> => ({
  gmail: { ...NO_TRAFFIC },
  yahoo: { ...NO_TRAFFIC },
  microsoft: { ...NO_TRAFFIC },
  other: { ...NO_TRAFFIC },
});
const emptyDay = (day: string): DomainDay => ({ day, byProvider: sumByProvider([]) });
