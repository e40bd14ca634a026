import { CHANNEL_TERMS } from '../../channels/domain/channel-terms.ts';
import { fromMillionths } from '../../domains/domain/risk-budget.ts';
import { channelOfStep } from '../../drafting/domain/cohort.ts';
import { delaysOf } from '../../drafting/domain/content.ts';
import { addMs, DAY, utcDay } from '../../kernel/clock.ts';
import type { Lead } from '../../leads/domain/lead.ts';
import { LOOK_AGAIN_MS } from '../../sending/app/may-go-on.ts';
import { channelCap } from '../../sending/domain/guards/channel-cap.ts';
import { dailyBudget, inboxCap, warmupCap } from '../../sending/domain/guards/daily-limits.ts';
import type { SendContext } from '../../sending/domain/guards/guard.ts';
import { firstObstacleOf } from '../../sending/domain/guards/guards.ts';
import { riskBudgetLeft } from '../../sending/domain/guards/risk-budget.ts';
import { journeyState } from '../../sending/domain/journey.ts';
import { isFirstEmail, mailRisk } from '../../sending/domain/mail-risk.ts';
import { nextAct } from '../../sending/domain/next-act.ts';
import { reactionOf } from '../domain/people.ts';
import type { Plan, PlanStop } from '../domain/plan.ts';
import type { PlanInput } from './plan-input.ts';
import { type Person, type PlayedCohort, playedCohorts } from './played-cohorts.ts';
import { PlayedContexts } from './played-contexts.ts';
import { PlayedDays } from './played-days.ts';
import { PlayedList } from './played-list.ts';
import { PlayedWaits } from './played-waits.ts';
import { sentAs } from './stand-ins.ts';

/** Guards that see what is sent in the same round. */
const COUNTED = [warmupCap, riskBudgetLeft, inboxCap, channelCap, dailyBudget];

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
  private readonly cohorts: PlayedCohort[];
  private readonly days: PlayedDays;
  private readonly list: PlayedList;
  private readonly waits = new PlayedWaits();
  private readonly delays: ReadonlyMap<string, readonly number[]>;
  private readonly contexts: PlayedContexts;
  private readonly byEmail: boolean;
  private readonly reactions = { bounced: 0, complained: 0, unsubscribed: 0, replied: 0 };
  private readonly blocked: Record<string, number> = {};
  private now: Date;
  private tasks = 0;
  private costUsd = 0;
  private lastSentAt: string | undefined;
  private stopped: PlanStop | undefined;
  private lastContacted:
    | { before: Lead['contacted']; key: string; at: string; list: Lead['contacted'] }
    | undefined;

  constructor(input: PlanInput) {
    const { start, mission, cohorts, content } = input;
    this.input = input;
    this.now = start;
    this.cohorts = playedCohorts(input);
    this.days = new PlayedDays(input);
    this.list = new PlayedList(mission, this.cohorts, start);
    this.delays = delaysOf(content);
    this.contexts = new PlayedContexts(input, this.days, this.list);
    this.byEmail = cohorts.every(({ leads }) =>
      leads.every(({ channels = [] }) => channels.every(({ channel }) => channel === 'email')),
    );
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
      while (this.days.today < utcDay(this.now) && !this.stopped) this.nextDay();
      if (!this.stopped) this.work(cohort);
    }
  }

  plan(): Plan {
    const { seed, start, mission } = this.input;
    const finishes =
      this.stopped === undefined
        ? addMs(new Date(this.lastSentAt ?? start), mission.params.collectDays * DAY).toISOString()
        : undefined;
    const { planned } = this.days;
    const steps = Array.from({ length: mission.params.steps }, (_, i) =>
      planned.reduce((sum, { bySteps }) => sum + (bySteps[i] ?? 0), 0),
    );
    return {
      seed,
      startsAt: start.toISOString(),
      lastSentAt: this.lastSentAt,
      finishesAt: finishes,
      days: planned.filter(({ bySteps }) => bySteps.some((sent) => sent > 0)),
      bySteps: steps,
      reactions: this.reactions,
      blocked: this.blocked,
      tasks: this.tasks,
      costUsd: Math.round(this.costUsd * 1e6) / 1e6,
      stopped: this.stopped,
    };
  }

  private soonest(): PlayedCohort | undefined {
    let best: PlayedCohort | undefined;
    for (const cohort of this.cohorts) {
      if (cohort.people.length > 0 && (!best || cohort.nextAt < best.nextAt)) best = cohort;
    }
    return best;
  }

  private nextDay(): void {
    this.stopped = this.days.next() ?? this.stopped;
    this.waits.nextDay();
    this.days.open(this.now);
  }

  /** A round over a cohort. */
  private work(cohort: PlayedCohort): void {
    if (!this.list.isReleased(cohort, this.now)) return;
    const now = this.now.getTime();
    // When all of them wait for the same, nobody need be looked at.
    const until = this.byEmail ? this.waits.ofZone('email', cohort.zone) : 0;
    if (until > now) {
      cohort.nextAt = until;
      return;
    }
    let room = this.list.roomOf(cohort);
    const before = cohort.bounced;
    this.contexts.beginRound();
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
    if (cohort.bounced > before) this.stopped = this.list.judge(cohort, this.now) ?? this.stopped;
  }

  /** What becomes of a person whose message is due. @returns whether it was sent */
  private act(cohort: PlayedCohort, person: Person): boolean {
    const { drafted } = person;
    const step = (person.latest?.step ?? 0) + 1;
    const channel = channelOfStep(drafted, step);
    const risk = {
      provider: drafted.risk?.provider ?? 'other',
      ...mailRisk(drafted, cohort.lead, step, this.now),
    };
    const message = { channel, zone: cohort.zone, risk };
    const until = this.waits.until(message, this.now);
    if (until > this.now.getTime()) {
      person.dueAt = until;
      return false;
    }
    const context = this.contexts.likeLast(cohort, person, step, risk, this.now);
    if (context && !firstObstacleOf(COUNTED, context)) {
      this.send(cohort, person, context);
      return true;
    }
    const act = nextAct({
      drafted,
      lead: { ...cohort.lead, contacted: person.contacted },
      sends: person.latest ? [person.latest] : [],
      delaysDays: this.delays.get(drafted.variant) ?? [],
      firstDueAt: this.now,
      now: this.now,
      dueAtSendHour: cohort.dueAt,
      contextOf: (lead, at, dueAt) =>
        this.contexts.of({ lead, drafted, step: at, dueAt, order: cohort.order }, this.now),
    });
    if (act.act === 'look-again') {
      person.dueAt = act.at.getTime();
      this.waits.note(act.because, message, person.dueAt);
      return false;
    }
    if (act.act === 'send') {
      this.contexts.passed(cohort, person, act.context);
      this.send(cohort, person, act.context);
      return true;
    }
    person.dueAt = Infinity;
    if (act.act === 'block') {
      this.blocked[act.code] = (this.blocked[act.code] ?? 0) + 1;
      cohort.blocked++;
      if (!person.latest) this.list.countOut();
    }
    return false;
  }

  private send(cohort: PlayedCohort, person: Person, { step, channel, key, risk }: SendContext): void {
    const { seed, rates, settings, mission } = this.input;
    const { drafted } = person;
    const at = this.now.toISOString();
    const email = channel === 'email';
    const reaction = reactionOf(
      { seed, person: person.place, step },
      {
        bounce: email ? fromMillionths(risk.expected.bounce) : 0,
        complaint: email ? fromMillionths(risk.expected.complaint) : 0,
        unsubscribe: rates.unsubscribe,
        reply: rates.reply[channel],
      },
    );
    this.days.count(channel, step);
    if (email) this.days.countEmail(risk.provider, risk.expected, reaction);
    if (email && isFirstEmail(drafted, step)) this.list.countFirst(cohort, reaction === 'bounced');
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
}
