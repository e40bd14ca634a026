import { numbersOf } from '../../shared/drafting/app/numbers-of.ts';
import type { Cohort } from '../../shared/drafting/domain/cohort.ts';
import { type BuiltMessage, buildMessage } from '../../shared/drafting/domain/message.ts';
import { MINUTE } from '../../shared/kernel/clock.ts';
import { areBound, loadSendView, type SendView, sendContext } from '../../shared/sending/app/send-context.ts';
import { type NextAct, nextAct } from '../../shared/sending/domain/next-act.ts';
import { dueAtSendHour } from '../../shared/sending/domain/send-time.ts';
import { type Ports, portsOver } from '../memory/ports.ts';
import { openMemory } from '../memory/tables.ts';
import type { Sequence } from './story.ts';
import type { World } from './world.ts';

/** A wake-up comes with the minute, its message within seconds. */
const WAKE_UP_MS = 2 * MINUTE;
/** A worker that finds the world changed while it sends looks again after five minutes, whatever the guards say. */
const LOOK_MS = 5 * MINUTE + WAKE_UP_MS;
/** What one fault explains: a message that its worker dropped is hidden for six minutes; and a minute to be noticed. */
const FAULT_MS = 7 * MINUTE;
/** So much later the monitor has looked, which comes every half hour at most here, and may have found a lease. */
const MONITOR_MS = 40 * MINUTE;

/** What is known of the waiting of one cohort. */
interface Watch {
  /** Since when no round was begun though one was possible. */
  since?: number | undefined;
  looked: number;
  /** Nothing is possible until then, if nothing is written. */
  idle?: { readonly writes: number; readonly until: number } | undefined;
  /** Faults that had stopped something when the latest round began. */
  readonly faults: number;
  /** The wake-up that is scheduled, and those faults when the round began that scheduled it. */
  wakeUp: { readonly at: string | undefined; readonly faults: number };
}

/**
 * Nothing waits longer than its guards say. Whenever time is about to pass it asks the guards what could be done now: that
 * has to be tried within the time of a wake-up, or the time that the faults since the last round explain.
 */
export class Waiting {
  private readonly watches = new Map<string, Watch>();
  private readonly world: World;
  private readonly ports: Ports;
  private readonly sequences: readonly Sequence[];

  /** Records do not change, and evidence does not grow old within a history: so a message is built once. */
  private readonly built = new WeakMap<object, Map<string, { of: readonly object[]; built: BuiltMessage }>>();
  private readonly build: typeof buildMessage = (content, mission, lead, drafted, step, now) => {
    const known = this.built.get(lead) ?? new Map();
    this.built.set(lead, known);
    const name = `${mission.id} ${step}`;
    const before = known.get(name);
    if (before?.of[0] === content && before.of[1] === drafted) return before.built;
    const built = buildMessage(content, mission, lead, drafted, step, now);
    known.set(name, { of: [content, drafted], built });
    return built;
  };

  constructor(world: World, sequences: readonly Sequence[]) {
    this.world = world;
    this.ports = portsOver(openMemory(world.database), world.scheduler.clock);
    this.sequences = sequences;
    for (const { missionId } of sequences)
      this.watches.set(missionId, { looked: 0, faults: 0, wakeUp: { at: undefined, faults: 0 } });
  }

  /** Somebody has taken the lease of the cohort. */
  roundBegins(missionId: string): void {
    const { now, stopped } = this.world.scheduler;
    const { wakeUp = { at: undefined, faults: 0 } } = this.watches.get(missionId) ?? {};
    this.watches.set(missionId, { looked: now, faults: stopped, wakeUp });
  }

  /** Nothing happens from now on until `until`. */
  async passes(until: number): Promise<void> {
    for (const sequence of this.sequences) {
      const watch = this.watches.get(sequence.missionId);
      if (watch && until - watch.looked >= WAKE_UP_MS) await this.look(sequence, watch, until);
    }
  }

  private async look(sequence: Sequence, watch: Watch, until: number): Promise<void> {
    const { ports, world } = this;
    const { scheduler } = world;
    const { workspace, missionId } = sequence;
    const cohort = await ports.cohorts.get(workspace, missionId, sequence.cohort);
    if (!cohort || cohort.state === 'done') return;
    const { now } = scheduler;
    const due = cohort.nextDueAt === undefined ? undefined : Date.parse(cohort.nextDueAt);
    // Who holds its lease and is gone has died of one.
    const died = cohort.leaseUntil === undefined ? 0 : 1;
    const faults = scheduler.stopped - watch.faults + died;
    const name = missionId.slice(-2);
    if (cohort.nextDueAt !== watch.wakeUp.at) watch.wakeUp = { at: cohort.nextDueAt, faults: watch.faults };
    const isSound = scheduler.stopped + died === watch.wakeUp.faults;
    if (cohort.state === 'active' && due !== undefined && isSound && until > due + WAKE_UP_MS) {
      watch.looked = until;
      return world.ledger.violate(`the wake-up of ${name} at ${cohort.nextDueAt} does not come`);
    }
    // It is asked again when the wake-up is due, and now and then before.
    if (watch.since === undefined && now - watch.looked < LOOK_MS && until - now < LOOK_MS) return;
    watch.looked = now;
    const { writes } = world.database;
    if (watch.idle?.writes === writes && now < watch.idle.until) return;
    const possible = await this.possible(cohort);
    if (typeof possible === 'number') {
      watch.since = undefined;
      watch.idle = { writes, until: possible };
      return;
    }
    watch.since ??= now;
    const from = faults === 0 ? watch.since : Math.max(watch.since, due ?? 0);
    const explained = faults === 0 ? LOOK_MS : MONITOR_MS + faults * FAULT_MS;
    if (until <= from + explained) return;
    const waits = Math.round((until - watch.since) / MINUTE);
    watch.since = undefined;
    watch.looked = until;
    world.ledger.violate(
      `${possible} of ${name} waits ${waits} minutes longer than its guards say, after ${faults} faults`,
    );
  }

  /** What a round of this cohort would do now, or until when it would do nothing. */
  private async possible(cohort: Cohort): Promise<string | number> {
    const { ports, world } = this;
    const { workspace, missionId } = cohort;
    const now = new Date(world.scheduler.now);
    const view = await loadSendView(ports, workspace, missionId, now);
    if (view.mission.state !== 'EXECUTING') return Number.POSITIVE_INFINITY;
    const acts = await this.acts(cohort, view, now);
    const found = acts.find(({ act }) => act.act === 'send' || act.act === 'settle-unknown');
    if (found) return `a message to ${found.leadId.slice(-3)}`;
    return Math.min(
      ...acts.map(({ act }) => (act.act === 'look-again' ? act.at.getTime() : Number.POSITIVE_INFINITY)),
    );
  }

  private async acts(cohort: Cohort, view: SendView, now: Date): Promise<{ leadId: string; act: NextAct }[]> {
    const { ports } = this;
    const { workspace, missionId } = cohort;
    const drafts = await ports.cohorts.getDrafts(workspace, missionId, cohort.id);
    if (!drafts) return [];
    const sends = await ports.ledger.ofCohort({ workspace, missionId, cohort: cohort.id });
    const open = drafts.leads.filter(({ leadId }) => !cohort.blocked[leadId]);
    const leads = await ports.leads.getMany(
      workspace,
      open.map(({ leadId }) => leadId),
    );
    const people = open.map((drafted, i) => ({ drafted, lead: leads[i] }));
    const numbers = await numbersOf(ports, workspace, people);
    const draftsBound = areBound(view.approval, drafts);
    return people.map(({ drafted, lead }) => ({
      leadId: drafted.leadId,
      act: nextAct({
        drafted,
        lead,
        sends: sends.filter(({ leadId }) => leadId === drafted.leadId),
        delaysDays: [0, 1],
        firstDueAt: now,
        now,
        dueAtSendHour: dueAtSendHour(cohort, view.settings.timeZone),
        contextOf: (person, step, dueAt) =>
          sendContext(
            view,
            { lead: person, drafted, step, dueAt, draftsBound, number: numbers.get(person.id) },
            now,
            this.build,
          ).context,
      }),
    }));
  }
}
