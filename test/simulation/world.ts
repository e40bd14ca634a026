import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { ApprovalStore } from '../../shared/approvals/app/ports/approvals.ts';
import type { OutboundMessage } from '../../shared/drafting/contract/messages.ts';
import { HOUR, MINUTE, SECOND } from '../../shared/kernel/clock.ts';
import { closeWindow } from '../../shared/missions/app/collect-mission.ts';
import { assignWaiting, dispatchMission } from '../../shared/missions/app/dispatch-mission.ts';
import { failStalledSteps } from '../../shared/missions/app/fail-stalled-steps.ts';
import type { MissionMessage } from '../../shared/missions/contract/messages.ts';
import { settleApproval } from '../../shared/review/app/decide-approval.ts';
import {
  approvalHooks,
  overdueHook,
  redraftHook,
  sendingHooks,
} from '../../shared/review/app/mission-hooks.ts';
import type {
  OutgoingMail,
  OutgoingText,
  SendOutcome,
  SendRef,
} from '../../shared/sending/app/ports/sending.ts';
import { type MessageFeedback, recordFeedback } from '../../shared/sending/app/record-feedback.ts';
import { workCohort } from '../../shared/sending/app/work-cohort.ts';
import type { Feedback } from '../../shared/sending/domain/send.ts';
import { type Command, MemoryDatabase, maySeeThePast } from '../memory/database.ts';
import { portsOver } from '../memory/ports.ts';
import { tableOver } from '../memory/tables.ts';
import { Ledger } from './invariants.ts';
import { Machine } from './machine.ts';
import { Monitor } from './monitor.ts';
import { eachAlone, nameOf, type Plant, planted, plantedAnswer } from './planted.ts';
import { Queues } from './queues.ts';
import type { Process, Scheduler } from './scheduler.ts';
import type { Sequence } from './story.ts';
import { Waiting } from './waiting.ts';

const SECRET = 'secret';
/** More of them for one mission, and each message that comes again adds one for good. */
const WAKE_UPS = 10;
/** A read that need not be consistent may miss what was written so lately. */
const STALE_MS = 10 * SECOND;
/**
 * So much more often than others come messages again that begin a round whatever the cohort waits for, and the ledger of a
 * cohort is read as it was: a second round soon after the first, which does not see it, is what claims are for.
 */
const OFTEN = 5;
const beginsRound = (queued: Queued): boolean => queued.queue === 'outbound' && !queued.message.byClock;
const isOfLedger = (command: Command): boolean =>
  command instanceof QueryCommand &&
  String(command.input.ExpressionAttributeValues?.[':pk']).includes('#SENDS#');

/** So many wait for work. Which of them gets it, and whether a new one does, is chance: what they remember differs. */
const ENVIRONMENTS = 4;

/** Processes that carry out what a person asks for. */
const ASKS = /^(?:api|ann) /;

type Queued =
  | { readonly queue: 'outbound'; readonly message: OutboundMessage }
  | { readonly queue: 'missions'; readonly message: MissionMessage }
  | { readonly queue: 'feedback'; readonly message: MessageFeedback };

/** What outlives a process, as that of a function does. */
interface Environment {
  process: Process;
  readonly ports: WorldPorts;
}

/** All of Rex around one database in memory, with what is outside of it: queues, schedules, the state machine, providers. */
export class World {
  readonly database: MemoryDatabase;
  readonly scheduler: Scheduler;
  readonly plant: Plant | undefined;
  /** How many messages are claimed and sent at once; when absent, as many as in production, which are all that there are here. */
  private readonly together: number | undefined;
  readonly ledger: Ledger;
  readonly machine: Machine;
  readonly queues: Queues<Queued>;
  private readonly schedules = new Set<string>();
  /** How many lie ahead, by mission. */
  private readonly wakeUps = new Map<string, number>();
  private processes = 0;
  /** They remember what those before them have read. One whose process died is gone. */
  private readonly idle: Environment[] = [];
  private monitor: Monitor | undefined;
  private waiting: Waiting | undefined;

  constructor(scheduler: Scheduler, plant: Plant | undefined, together?: number) {
    this.scheduler = scheduler;
    this.together = together;
    this.database = new MemoryDatabase(() => scheduler.now);
    this.plant = plant;
    this.ledger = new Ledger(this);
    this.machine = new Machine(this);
    this.queues = new Queues(
      scheduler,
      ({ queue, ...rest }, outcome) =>
        this.spawn(queue, (ports) => work(ports, { queue, ...rest } as Queued), outcome),
      (queued) => (beginsRound(queued) ? OFTEN : 1),
    );
  }

  /** From now on the monitor looks at these, and nothing of them may wait for too long. */
  watch(sequences: readonly Sequence[]): void {
    const monitor = new Monitor(this, sequences);
    this.monitor = monitor;
    this.waiting = new Waiting(this, sequences);
    this.scheduler.passes = async (until) => {
      const looksAt = monitor.next(until);
      await this.waiting?.passes(Math.min(until, looksAt));
    };
  }

  roundBegins(missionId: string): void {
    this.waiting?.roundBegins(missionId);
  }

  /** What its process calls happens when the scheduler picks it, or fails, or never does. */
  portsOf(environment: { readonly process: Process }) {
    const { scheduler } = this;
    const send = eachAlone((command: Command) => {
      const { process } = environment;
      return scheduler.call(
        process,
        () => nameOf(command),
        () => this.run(command, process),
      );
    });
    const records = tableOver(send, 'records');
    const events = tableOver(send, 'events');
    const call = <T>(name: string, effect: () => T) =>
      scheduler.call(environment.process, () => name, effect);
    const queueOf = <Q extends Queued['queue']>(queue: Q) => ({
      send: (messages: readonly Extract<Queued, { queue: Q }>['message'][]) => {
        const { name } = environment.process;
        return call(`${queue}.send`, () => {
          if (this.plant === 'nobody-woken' && queue === 'outbound' && ASKS.test(name)) return;
          for (const message of messages) {
            if (name.startsWith('monitor') && !('kind' in message && message.kind === 'dispatch-next'))
              this.monitor?.acts();
            this.queues.deliver({ queue, message } as Queued);
          }
        });
      },
    });
    const stores = portsOver({ records, events }, scheduler.clock);
    const ports = {
      ...stores,
      operatorsWorkspace: 'operations',
      threadSecret: SECRET,
      publicBaseUrl: 'https://rex.example',
      mailer: {
        send: (mail: OutgoingMail) => {
          const { process } = environment;
          return this.carry(process, 'mail', () => this.ledger.mailed(mail, process));
        },
      },
      texter: {
        send: (text: OutgoingText) => {
          const { process } = environment;
          return this.carry(process, 'text', () => this.ledger.texted(text, process));
        },
      },
      queue: queueOf('missions'),
      outbound: queueOf('outbound'),
      wake: {
        at: (name: string, when: Date, message: OutboundMessage | MissionMessage) =>
          call('schedule', () => this.schedule(name, when, message)),
      },
      machine: this.machine.portOf(call),
      tokens: this.machine.tokensOf(call),
      together: this.together,
      wait: (ms: number): Promise<void> =>
        new Promise((resolve) => this.wait(environment.process, ms, resolve)),
    };
    const hooks = {
      ...approvalHooks(ports as { approvals: ApprovalStore; clock: typeof scheduler.clock }),
      ...sendingHooks(ports),
      ...redraftHook(ports),
      ...overdueHook(ports),
    };
    return { ...ports, hooks };
  }

  private run(command: Command, process: Process): unknown {
    const isStale =
      maySeeThePast(command) && this.scheduler.isFault('stale', isOfLedger(command) ? OFTEN : 1);
    const unseenSince = isStale ? this.scheduler.now - STALE_MS : undefined;
    const answer = this.database.run(planted(this.plant, command), unseenSince);
    this.ledger.wrote(command, process);
    return plantedAnswer(this.plant, answer, process);
  }

  /** Without an answer nobody knows whether a provider took a message; when it says that it did not, it did not. */
  private carry(process: Process, what: string, accept: () => string): Promise<SendOutcome> {
    return this.scheduler
      .call<SendOutcome>(
        process,
        () => what,
        () => ({ outcome: 'accepted', providerMessageId: accept() }),
        { lost: () => ({ outcome: 'unknown', reason: 'no answer' }), slowness: 'hang' },
      )
      .catch((): SendOutcome => ({ outcome: 'unavailable', reason: 'busy' }));
  }

  private wait(process: Process, ms: number, resolve: () => void): void {
    process.waiting++;
    this.scheduler.after(ms, () => {
      process.waiting--;
      resolve();
    });
  }

  private schedule(name: string, when: Date, message: OutboundMessage | MissionMessage): void {
    if (this.schedules.has(name) || this.plant === 'no-wake-up') return;
    this.schedules.add(name);
    const queued: Queued =
      'kind' in message ? { queue: 'missions', message } : { queue: 'outbound', message };
    const late = this.plant === 'late-wake-up' ? HOUR : 0;
    const minute = Math.ceil((when.getTime() + late) / MINUTE) * MINUTE;
    const { missionId } = message as OutboundMessage;
    const ahead = (this.wakeUps.get(missionId) ?? 0) + 1;
    this.wakeUps.set(missionId, ahead);
    if (ahead > WAKE_UPS) this.ledger.violate(`wake-ups of ${missionId.slice(-2)} pile up`);
    this.scheduler.after(Math.max(0, minute - this.scheduler.now), () => {
      this.schedules.delete(name);
      this.wakeUps.set(missionId, (this.wakeUps.get(missionId) ?? 1) - 1);
      this.queues.deliver(queued);
    });
  }

  private open(process: Process): Environment {
    const environment = { process };
    return Object.assign(environment, { ports: this.portsOf(environment) });
  }

  spawn(
    name: string,
    act: (ports: ReturnType<World['portsOf']>) => Promise<unknown>,
    outcome: { readonly ended: (error?: unknown) => void; readonly died: () => void },
  ): void {
    let environment: Environment | undefined;
    const run = (process: Process) => {
      [environment = this.open(process)] = this.idle.splice(this.scheduler.below(ENVIRONMENTS), 1);
      environment.process = process;
      return act(environment.ports);
    };
    this.scheduler.spawn(`${name} ${++this.processes}`, run, {
      ended: (error) => {
        if (environment && this.idle.length < ENVIRONMENTS) this.idle.push(environment);
        if (error !== undefined) this.monitor?.troubled(name);
        outcome.ended(error);
      },
      died: () => {
        this.monitor?.troubled(name);
        outcome.died();
      },
    });
  }

  /** What a provider says later of a message that it took. */
  heard(ref: SendRef): void {
    const at = (): string => new Date(this.scheduler.now).toISOString();
    const tell = (feedback: Feedback): void => {
      this.scheduler.after(this.scheduler.below(20) * MINUTE, () =>
        this.queues.deliver({ queue: 'feedback', message: { ref, feedback } }),
      );
    };
    tell({ kind: 'delivered', at: at(), providerMessageId: `told-${ref.leadId}-${ref.step}` });
    const kind = this.scheduler.below(12);
    if (kind === 0) tell({ kind: 'bounced', at: at(), permanent: true, diagnostic: '550 5.1.1' });
    if (kind === 1) tell({ kind: 'complained', at: at() });
    if (kind === 2) tell({ kind: 'opened', at: at(), signs: [] });
  }
}

export type WorldPorts = ReturnType<World['portsOf']>;

async function work(ports: WorldPorts, queued: Queued): Promise<void> {
  if (queued.queue === 'outbound') return workCohort(ports, queued.message);
  if (queued.queue === 'feedback') return recordFeedback(ports, [queued.message]);
  const { message } = queued;
  switch (message.kind) {
    case 'dispatch':
      return dispatchMission(ports, message.workspace, message.missionId);
    case 'dispatch-next':
      return assignWaiting(ports, message.workspace);
    case 'close-window':
      return closeWindow(ports, message.workspace, message.missionId);
    case 'settle-approval':
      return settleApproval(ports, message.workspace, message.missionId);
    case 'fail-stalled-steps':
      return failStalledSteps(ports, message.workspace, message.missionId);
    case 'continue-step':
      return undefined;
  }
}
