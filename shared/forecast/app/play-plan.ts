import { judgeDomain } from '../../allocation/app/judge-domains.ts';
import type { MessagesApproval } from '../../approvals/domain/approval.ts';
import type { Channel } from '../../channels/contract/channels.ts';
import { CHANNEL_TERMS } from '../../channels/domain/channel-terms.ts';
import { newContactNumber } from '../../channels/domain/contact-number.ts';
import { POLICY_VERSION } from '../../content/domain/policy.ts';
import { judgeDomainDays } from '../../domains/app/check-domain-health.ts';
import type { DomainDay } from '../../domains/app/ports/pools.ts';
import type { SendingDomain } from '../../domains/domain/pool.ts';
import {
  addRisks,
  fromMillionths,
  NOTHING_RISKED,
  type Risk,
  type RiskByScope,
  riskBudget,
  riskOf,
} from '../../domains/domain/risk-budget.ts';
import { inboxAllowance } from '../../domains/domain/sending-domain.ts';
import { NO_TRAFFIC, type Signal, sumByProvider, totalOf } from '../../domains/domain/traffic.ts';
import { dailyCap, warmupOf } from '../../domains/domain/warmup.ts';
import { type Cohort, channelOfStep, draftBlock, type LeadDrafts } from '../../drafting/domain/cohort.ts';
import { delaysOf, type MissionContent } from '../../drafting/domain/content.ts';
import type { BuiltMessage } from '../../drafting/domain/message.ts';
import { saysBad } from '../../experiments/domain/stop-test.ts';
import { addMs, DAY } from '../../kernel/clock.ts';
import type { ProviderGroup } from '../../leads/contract/provider-groups.ts';
import type { Lead } from '../../leads/domain/lead.ts';
import type { OutreachMission } from '../../missions/domain/mission.ts';
import { CANARIES_IN_FLIGHT, CANARY_TEST, cohortTest, nextRelease } from '../../risk/domain/canary.ts';
import { isCleared } from '../../sending/app/judge-list.ts';
import { LOOK_AGAIN_MS } from '../../sending/app/may-go-on.ts';
import { firstRelease, LOOK_AT_CANARIES_MS, LOOK_MS } from '../../sending/app/release-cohorts.ts';
import { type SendView, sendContext } from '../../sending/app/send-context.ts';
import { channelCap } from '../../sending/domain/guards/channel-cap.ts';
import {
  dailyBudget,
  inboxCap,
  nextUtcDay,
  utcDay,
  warmupCap,
} from '../../sending/domain/guards/daily-limits.ts';
import { domainHealth } from '../../sending/domain/guards/domain-health.ts';
import type { SendContext } from '../../sending/domain/guards/guard.ts';
import { firstObstacleOf } from '../../sending/domain/guards/guards.ts';
import { riskBudgetLeft } from '../../sending/domain/guards/risk-budget.ts';
import { sendWindow } from '../../sending/domain/guards/send-window.ts';
import { warmingDomain } from '../../sending/domain/guards/warming-domain.ts';
import { journeyState } from '../../sending/domain/journey.ts';
import { leftToday } from '../../sending/domain/left-today.ts';
import { isFirstEmail, mailRisk } from '../../sending/domain/mail-risk.ts';
import { nextAct } from '../../sending/domain/next-act.ts';
import type { Send } from '../../sending/domain/send.ts';
import { type DueAt, dueAtSendHour } from '../../sending/domain/send-time.ts';
import type { Settings } from '../../workspaces/contract/settings.ts';
import { type PeopleRates, type Reaction, reactionOf } from '../domain/people.ts';
import type { Plan, PlannedDay, PlanStop } from '../domain/plan.ts';

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

const DAYS_JUDGED = 7;
/** The hash that all messages have in a plan: whether they are the approved ones is not what is played. */
export const SAME = 'same';

interface Person {
  readonly drafted: LeadDrafts;
  /** Their place among all leads, by which their reactions are drawn. */
  readonly place: number;
  latest: Send | undefined;
  contacted: Lead['contacted'];
  dueAt: number;
}

interface Played {
  readonly id: string;
  readonly order: number | undefined;
  readonly size: number;
  readonly zone: string;
  readonly lead: Lead;
  readonly dueAt: DueAt;
  people: Person[];
  nextAt: number;
  firsts: number;
  bounced: number;
  blocked: number;
}

/**
 * Plays a mission forward: cohorts wake up when they would, each message is asked of the same guards, over the same context, as
 * when it is sent, and draws from the same caps; domains are judged at the end of each day by the same tables. Only people and
 * providers are simulated. Nothing but the input decides the result.
 */
export function playPlan(input: PlanInput): Plan {
  const play = new Play(input);
  play.run();
  return play.plan();
}

class Play {
  private readonly input: PlanInput;
  private readonly cohorts: Played[];
  private readonly delays: ReadonlyMap<string, readonly number[]>;
  private readonly approval: MessagesApproval;
  private readonly days: Mutable<PlannedDay>[] = [];
  private readonly reactions = { bounced: 0, complained: 0, unsubscribed: 0, replied: 0 };
  private readonly blocked: Record<string, number> = {};
  private mission: OutreachMission;
  private domain: SendingDomain;
  private traffic: DomainDay[];
  private used: MutableUsed;
  /** What the e-mails of today came to. */
  private counts = noCounts();
  private today: string;
  private now: Date;
  private firsts = 0;
  private bounced = 0;
  private out = 0;
  private tasks = 0;
  private costUsd = 0;
  private lastSentAt: string | undefined;
  private stopped: PlanStop | undefined;
  /** Until when nothing goes by a channel or to a time zone: what a guard says of one message holds for those that share it. */
  private readonly channelUntil: Record<Channel, number> = { email: 0, sms: 0, whatsapp: 0, linkedin: 0 };
  private readonly zoneUntil: Record<string, number> = {};
  /** What was too risky today: neither is what risks as much. */
  private tooRisky: RiskOfMail[] = [];
  /** The last message that all guards let pass: for people like this one, at the same moment, only the counts have changed. */
  private alike: Alike | undefined;
  private lastContacted:
    | { before: Lead['contacted']; key: string; at: string; list: Lead['contacted'] }
    | undefined;
  private readonly ordered: readonly Played[];
  private readonly byEmail: boolean;

  constructor(input: PlanInput) {
    this.input = input;
    const { start, mission, settings, cohorts, content, domain, traffic, used } = input;
    this.now = start;
    this.today = utcDay(start);
    this.domain = { ...domain, warmup: warmupOf(domain, start) };
    this.traffic = [...traffic.filter(({ day }) => day < this.today), emptyDay(this.today)].slice(
      -DAYS_JUDGED,
    );
    this.used = usedOf(used);
    this.delays = delaysOf(content);
    this.approval = approvalOf(mission, start);
    let place = 0;
    this.cohorts = cohorts.map(({ id, timeZone, order, size, sendHours, leads }) => ({
      id,
      order,
      size,
      zone: timeZone,
      lead: someoneIn(mission.workspace, timeZone === NO_ZONE ? undefined : timeZone),
      dueAt: dueAtSendHour({ sendHours }, settings.timeZone),
      people: leads.map((drafted) => ({
        drafted: {
          ...drafted,
          messages: drafted.messages.map((each) => (draftBlock(each) === undefined ? SAME : each)),
        },
        place: place++,
        latest: undefined,
        contacted: NOBODY,
        dueAt: start.getTime(),
      })),
      nextAt: start.getTime(),
      firsts: 0,
      bounced: 0,
      blocked: 0,
    }));
    this.ordered = this.cohorts.toSorted((a, b) => (a.order ?? 0) - (b.order ?? 0));
    this.byEmail = cohorts.every(({ leads }) =>
      leads.every(({ channels = [] }) => channels.every(({ channel }) => channel === 'email')),
    );
    const several = this.cohorts.some(({ order }) => order !== undefined);
    const at = start.toISOString();
    const release = {
      cohorts: firstRelease(this.cohorts.map(({ order, size }) => ({ order, size }))),
      at,
      settled: 0,
      bounced: 0,
    };
    this.mission = { ...mission, state: 'EXECUTING', release: several ? release : undefined };
    this.openDay();
  }

  run(): void {
    const end = addMs(this.input.start, this.input.horizonDays * DAY).getTime();
    for (;;) {
      const cohort = this.soonest();
      if (!cohort || this.stopped) return;
      if (cohort.nextAt >= end) {
        const left = this.cohorts.reduce((sum, { people }) => sum + people.length, 0);
        this.stopped = {
          at: new Date(end).toISOString(),
          because: 'horizon',
          explanation: `After ${this.input.horizonDays} days, ${left} leads wait for messages. Raise the caps, add inboxes or domains, or write to fewer leads.`,
        };
        return;
      }
      this.now = new Date(cohort.nextAt);
      while (this.today < utcDay(this.now) && !this.stopped) this.nextDay();
      if (!this.stopped) this.work(cohort);
    }
  }

  plan(): Plan {
    const { seed, start, mission } = this.input;
    const finishes =
      this.stopped === undefined
        ? addMs(new Date(this.lastSentAt ?? start), mission.params.collectDays * DAY).toISOString()
        : undefined;
    const steps = Array.from({ length: mission.params.steps }, (_, i) =>
      this.days.reduce((sum, { bySteps }) => sum + (bySteps[i] ?? 0), 0),
    );
    return {
      seed,
      startsAt: start.toISOString(),
      lastSentAt: this.lastSentAt,
      finishesAt: finishes,
      days: this.days.filter(({ bySteps }) => bySteps.some((sent) => sent > 0)),
      bySteps: steps,
      reactions: this.reactions,
      blocked: this.blocked,
      tasks: this.tasks,
      costUsd: Math.round(this.costUsd * 1e6) / 1e6,
      stopped: this.stopped,
    };
  }

  private soonest(): Played | undefined {
    let best: Played | undefined;
    for (const cohort of this.cohorts) {
      if (cohort.people.length > 0 && (!best || cohort.nextAt < best.nextAt)) best = cohort;
    }
    return best;
  }

  private get midnight(): number {
    return nextUtcDay(this.now).getTime();
  }

  private openDay(): void {
    const cap = dailyCap(this.domain, this.now);
    this.days.push({
      day: this.today,
      domain: this.domain.domain,
      bySteps: new Array<number>(this.input.mission.params.steps).fill(0),
      emails: 0,
      cap,
      risk: fromMillionths(this.used.risked.all.bounce),
      riskMost: fromMillionths(riskBudget(cap, this.input.settings.rules).all.bounce),
    });
  }

  /** The day is over: the domain is judged as the hourly check does, and everything that is counted by the day begins anew. */
  private nextDay(): void {
    const at = nextUtcDay(new Date(`${this.today}T00:00:00.000Z`));
    const { settings } = this.input;
    this.today = utcDay(at);
    const over: DomainDay = { day: this.days.at(-1)?.day ?? '', byProvider: this.counts };
    this.traffic = [...this.traffic.slice(0, -1), over, emptyDay(this.today)].slice(-DAYS_JUDGED);
    this.counts = noCounts();
    this.domain = judgeDomainDays(this.domain, this.traffic, at, settings.warmup).domain;
    const week = totalOf(sumByProvider(this.traffic.map(({ byProvider }) => byProvider)));
    const decision = judgeDomain(at, this.domain, week, settings.rules);
    if (decision.action === 'pause' || decision.action === 'rotate')
      this.stopped = { at: at.toISOString(), because: 'domain', explanation: decision.explanation };
    this.used = usedOf(NOTHING_USED);
    this.tooRisky = [];
    this.openDay();
  }

  /** A round over a cohort. */
  private work(cohort: Played): void {
    if (!this.isReleased(cohort)) return;
    const now = this.now.getTime();
    // When all of them wait for the same, nobody need be looked at.
    const until = this.byEmail ? Math.max(this.channelUntil.email, this.zoneUntil[cohort.zone] ?? 0) : 0;
    if (until > now) {
      cohort.nextAt = until;
      return;
    }
    const { release } = this.mission;
    let room = release && cohort.order !== undefined && !isCleared(release) ? CANARIES_IN_FLIGHT : Infinity;
    const before = cohort.bounced;
    this.alike = undefined;
    const going: Person[] = [];
    for (const person of cohort.people) {
      if (person.dueAt <= now) {
        const isFirst = person.latest === undefined && channelOfStep(person.drafted, 1) === 'email';
        if (isFirst && room <= 0) person.dueAt = now + LOOK_AGAIN_MS;
        else if (this.act(cohort, person) && isFirst) room--;
      }
      if (person.dueAt < Infinity) going.push(person);
    }
    cohort.people = going;
    cohort.nextAt = going.reduce((soonest, { dueAt }) => Math.min(soonest, dueAt), Infinity);
    if (cohort.bounced > before) this.judgeList(cohort);
  }

  /** Whether the cohort may send; if not, it looks again, or is woken by its release. */
  private isReleased(cohort: Played): boolean {
    const { release } = this.mission;
    if (!release || cohort.order === undefined || cohort.order < release.cohorts) return true;
    if (cohort.order > release.cohorts) {
      cohort.nextAt = Infinity;
      return false;
    }
    const { ordered } = this;
    const settled = { successes: this.bounced, trials: this.firsts };
    const sizes = ordered.map(({ size }) => size);
    const next = nextRelease({ sizes, released: release.cohorts, settled, out: this.out });
    const known = { ...release, settled: this.firsts, bounced: this.bounced };
    if (next > release.cohorts) {
      this.mission = { ...this.mission, release: { ...known, cohorts: next } };
      for (const each of ordered.slice(release.cohorts, next + 1)) each.nextAt = this.now.getTime();
    } else {
      cohort.nextAt = this.now.getTime() + (isCleared(known) ? LOOK_MS : LOOK_AT_CANARIES_MS);
    }
    return false;
  }

  /** What becomes of a person whose message is due. @returns whether it was sent */
  private act(cohort: Played, person: Person): boolean {
    const { drafted } = person;
    const step = (person.latest?.step ?? 0) + 1;
    const channel = channelOfStep(drafted, step);
    const risk = {
      provider: drafted.risk?.provider ?? 'other',
      ...mailRisk(drafted, cohort.lead, step, this.now),
    };
    const until = Math.max(
      this.channelUntil[channel],
      this.zoneUntil[cohort.zone] ?? 0,
      channel === 'email' && this.tooRisky.some((known) => isAsRisky(risk, known)) ? this.midnight : 0,
    );
    if (until > this.now.getTime()) {
      person.dueAt = until;
      return false;
    }
    const alike = this.alike;
    if (
      alike?.cohort === cohort &&
      alike.contacted === person.contacted &&
      alike.step === step &&
      alike.sentAt === person.latest?.sentAt &&
      alike.message === drafted.messages[step - 1]
    ) {
      const context = this.contextLike(alike.context, risk);
      const obstacle = firstObstacleOf(COUNTED, context);
      if (!obstacle) {
        this.send(cohort, person, context);
        return true;
      }
    }
    const act = nextAct({
      drafted,
      lead: { ...cohort.lead, contacted: person.contacted },
      sends: person.latest ? [person.latest] : [],
      delaysDays: this.delays.get(drafted.variant) ?? [],
      firstDueAt: this.now,
      now: this.now,
      dueAtSendHour: cohort.dueAt,
      contextOf: (lead, at, dueAt) => this.contextOf(cohort, lead, person, at, dueAt),
    });
    if (act.act === 'look-again') {
      person.dueAt = act.at.getTime();
      if (OF_THE_CHANNEL.has(act.because)) this.channelUntil[channel] = person.dueAt;
      else if (act.because === sendWindow.code) this.zoneUntil[cohort.zone] = person.dueAt;
      else if (act.because === riskBudgetLeft.code)
        this.tooRisky = [risk, ...this.tooRisky.filter((known) => !isAsRisky(known, risk))];
      return false;
    }
    if (act.act === 'send') {
      const { contacted, latest } = person;
      const message = drafted.messages[step - 1];
      this.alike = { cohort, step, contacted, sentAt: latest?.sentAt, message, context: act.context };
      this.send(cohort, person, act.context);
      return true;
    }
    person.dueAt = Infinity;
    if (act.act === 'block') {
      this.blocked[act.code] = (this.blocked[act.code] ?? 0) + 1;
      cohort.blocked++;
      if (!person.latest) this.out++;
    }
    return false;
  }

  private contextOf(cohort: Played, lead: Lead, { drafted }: Person, step: number, dueAt: Date): SendContext {
    const { settings, content } = this.input;
    const view: SendView = {
      mission: this.mission,
      settings,
      content,
      approval: this.approval,
      domain: this.domain,
      day: { day: this.today, ...this.used },
      risked: this.used.risked,
    };
    const subject = {
      lead,
      drafted,
      step,
      dueAt,
      draftsBound: true,
      order: cohort.order,
      number: ANY_NUMBER,
    };
    return sendContext(view, subject, this.now, asApproved).context;
  }

  /** The context of a message that differs from another one in its risk, and in what was sent since. */
  private contextLike(context: SendContext, { provider, ...expected }: RiskOfMail): SendContext {
    const { used, domain, mission, now } = this;
    return {
      ...context,
      risk: { ...context.risk, provider, expected, risked: used.risked },
      left: leftToday({
        settings: this.input.settings,
        mission,
        domain,
        channel: context.channel,
        day: used,
        now,
      }),
    };
  }

  private send(cohort: Played, person: Person, { step, channel, key, risk }: SendContext): void {
    const { seed, rates, settings, mission } = this.input;
    const { drafted } = person;
    const at = this.now.toISOString();
    const email = channel === 'email';
    const { provider } = risk;
    const reaction = reactionOf(
      { seed, person: person.place, step },
      {
        bounce: email ? fromMillionths(risk.expected.bounce) : 0,
        complaint: email ? fromMillionths(risk.expected.complaint) : 0,
        unsubscribe: rates.unsubscribe,
        reply: rates.reply[channel],
      },
    );
    this.count(channel, step);
    if (email) this.countEmail(provider, risk.expected, reaction);
    if (email && isFirstEmail(drafted, step)) {
      this.firsts++;
      cohort.firsts++;
      if (reaction === 'bounced') {
        this.bounced++;
        cohort.bounced++;
      }
    }
    if (reaction !== 'none') this.reactions[reaction]++;
    if (channel === 'linkedin') this.tasks++;
    this.costUsd +=
      drafted.channels?.[step - 1]?.costUsd ?? CHANNEL_TERMS[channel].costUsd(settings.channels, 1);
    this.lastSentAt = at;
    person.latest = sentAs(mission, cohort.id, drafted, step, channel, at, reaction);
    person.contacted = this.contactedSince(person.contacted, key, at);
    const state = journeyState([person.latest], this.delays.get(drafted.variant) ?? [], this.now, this.now);
    person.dueAt =
      state.kind === 'next' ? cohort.dueAt(cohort.lead, state.step, state.dueAt).getTime() : Infinity;
  }

  /** Who was written to at the same times shares one list: so those who are alike are known by it. */
  private contactedSince(before: Lead['contacted'], key: string, at: string): Lead['contacted'] {
    const last = this.lastContacted;
    if (last?.before === before && last.key === key && last.at === at) return last.list;
    const list = [{ key, at }, ...before];
    this.lastContacted = { before, key, at, list };
    return list;
  }

  private count(channel: SendContext['channel'], step: number): void {
    const { used } = this;
    used.sent++;
    used.channels[channel] = (used.channels[channel] ?? 0) + 1;
    const day = this.days.at(-1);
    if (!day) return;
    day.bySteps[step - 1] = (day.bySteps[step - 1] ?? 0) + 1;
    if (channel === 'email') day.emails++;
  }

  private countEmail(
    provider: ProviderGroup,
    expected: SendContext['risk']['expected'],
    reaction: Reaction,
  ): void {
    const { used, domain, mission } = this;
    used.domains[domain.domain] = (used.domains[domain.domain] ?? 0) + 1;
    const inbox = inboxAllowance(domain, mission.reservation?.inbox);
    if (inbox) used.inboxes[inbox.address] = (used.inboxes[inbox.address] ?? 0) + 1;
    used.risked = addRisks(used.risked, riskOf([{ provider, risk: expected }]));
    const day = this.days.at(-1);
    if (day) day.risk = fromMillionths(used.risked.all.bounce);
    const counts = this.counts[provider];
    counts.sent++;
    const signal = SIGNAL_OF[reaction];
    if (signal) counts[signal]++;
  }

  /** Whether the bounces stop the mission, by the tests that judge a list. */
  private judgeList(cohort: Played): void {
    const { release } = this.mission;
    const all = { successes: this.bounced, trials: this.firsts };
    const own = { successes: cohort.bounced, trials: cohort.firsts };
    const isBad =
      (!isCleared(release) && saysBad(all, CANARY_TEST)) || saysBad(own, cohortTest(cohort.order ?? 0));
    if (!isBad) return;
    this.stopped = {
      at: this.now.toISOString(),
      because: 'list',
      explanation: `${all.successes} of ${all.trials} first e-mails have bounced by then, as is expected of such addresses: the list would be stopped. Have it verified, or leave out those of most risk.`,
    };
  }
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends readonly number[] ? number[] : T[K] };
interface MutableUsed {
  sent: number;
  domains: Record<string, number>;
  inboxes: Record<string, number>;
  channels: Record<string, number>;
  risked: RiskByScope;
}

const NOBODY: Lead['contacted'] = [];
const NO_ZONE = 'none';
/** Guards that see nothing but the day, the domain and the channel: what one message is told holds for all. */
const OF_THE_CHANNEL: ReadonlySet<string> = new Set(
  [domainHealth, warmingDomain, warmupCap, inboxCap, channelCap, dailyBudget].map(({ code }) => code),
);

/** Guards that see what is sent in the same round. */
const COUNTED = [warmupCap, riskBudgetLeft, inboxCap, channelCap, dailyBudget];

interface Alike {
  readonly cohort: Played;
  readonly step: number;
  readonly contacted: Lead['contacted'];
  readonly sentAt: string | undefined;
  readonly message: string | undefined;
  readonly context: SendContext;
}

interface RiskOfMail extends Risk {
  readonly provider: ProviderGroup;
}
const isAsRisky = (one: RiskOfMail, other: RiskOfMail): boolean =>
  one.provider === other.provider && one.bounce >= other.bounce && one.complaint >= other.complaint;
const SIGNAL_OF: Readonly<Partial<Record<Reaction, Signal>>> = {
  bounced: 'bounced',
  complained: 'complained',
  replied: 'replied',
};

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

/** Messages are not built here: what they say is not what is played. */
const asApproved = (): BuiltMessage => ({
  ok: true,
  channel: 'linkedin',
  rendered: { text: '', segments: 0, evidence: [] },
  hash: SAME,
  framework: '',
  to: '',
  from: '',
});
const ANY_NUMBER = newContactNumber('plan', 'n');

/** Somebody to whom nothing stands against a message. */
const someoneIn = (workspace: string, timeZone: string | undefined): Lead => ({
  workspace,
  id: `l_${'0'.repeat(20)}`,
  version: 1,
  profile: {
    identity: 'someone@plan.invalid',
    address: 'someone@plan.invalid',
    externalIds: [],
    phone: '+15005550006',
    linkedinUrl: 'https://www.linkedin.com/in/someone',
    ...(timeZone === undefined ? {} : { timeZone }),
    consent: 'subscribed',
    channelConsents: { sms: 'subscribed', whatsapp: 'subscribed' },
    roleAddress: false,
    neverMail: false,
    flags: [],
  },
  origin: '',
  roster: '',
  contacted: [],
  journeys: {},
});

const approvalOf = ({ workspace, id }: OutreachMission, now: Date): MessagesApproval => ({
  subject: 'messages',
  workspace,
  id: `a_${'0'.repeat(26)}`,
  version: 1,
  missionId: id,
  state: 'approved',
  digest: '',
  policyVersion: POLICY_VERSION,
  cohorts: {},
  recipients: 0,
  messages: 0,
  blockedDrafts: {},
  createdAt: now.toISOString(),
  expiresAt: now.toISOString(),
});

/** The ledger entry of a message that went out and what became of it. */
const sentAs = (
  { workspace, id }: OutreachMission,
  cohort: string,
  { leadId, variant }: LeadDrafts,
  step: number,
  channel: Send['channel'],
  at: string,
  reaction: Reaction,
): Send => ({
  workspace,
  missionId: id,
  cohort,
  leadId,
  step,
  variant,
  state: reaction === 'bounced' ? 'bounced' : 'delivered',
  channel,
  subject: '',
  contentHash: SAME,
  approvalId: '',
  domain: '',
  claimedAt: at,
  sentAt: at,
  ...(reaction === 'bounced' ? { bouncedAt: at, bounce: { permanent: true, diagnostic: '' } } : {}),
  ...(reaction === 'complained' ? { complainedAt: at } : {}),
  ...(reaction === 'unsubscribed' ? { unsubscribedAt: at } : {}),
  ...(reaction === 'replied' ? { repliedAt: at } : {}),
});
