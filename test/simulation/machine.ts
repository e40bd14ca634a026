import { startOutreach } from '../../shared/agents/outreach/start-outreach.ts';
import { MINUTE, SECOND } from '../../shared/kernel/clock.ts';
import { planMission } from '../../shared/missions/app/plan-mission.ts';
import type { ExecutionStart } from '../../shared/missions/app/ports/workflow.ts';
import { recoverMission } from '../../shared/missions/app/recover-mission.ts';
import { runStep } from '../../shared/missions/app/run-step.ts';
import { outreachMission } from '../../shared/missions/domain/mission.ts';
import { startApproval } from '../../shared/review/app/start-approval.ts';
import type { World, WorldPorts } from './world.ts';

type Call = <T>(name: string, effect: () => T) => Promise<T>;
type Answer = { readonly ok: true } | { readonly ok: false; readonly error: string; readonly cause: string };

/** The state machine retries what its functions failed at, so often. */
const TRIES = 4;

/**
 * Step Functions as far as a mission needs it: an execution has a name and is started once, waits for the token of each
 * step, and itself never dies; the functions that it calls do.
 */
export class Machine {
  private readonly running = new Map<string, { stopped: boolean }>();
  private readonly tokens = new Map<string, (answer: Answer) => void>();
  private readonly world: World;
  private made = 0;

  constructor(world: World) {
    this.world = world;
  }

  portOf(call: Call) {
    return {
      start: (name: string, input: ExecutionStart) =>
        call('machine.start', () => {
          if (!this.running.has(name)) this.begin(name, input);
          return name;
        }),
      isRunning: (name: string) => call('machine.isRunning', () => this.running.get(name)?.stopped === false),
      stop: (name: string) =>
        call('machine.stop', () => {
          const execution = this.running.get(name);
          if (execution) execution.stopped = true;
        }),
    };
  }

  tokensOf(call: Call) {
    const answer = (token: string, with_: Answer): boolean => {
      const waits = this.tokens.get(token);
      this.tokens.delete(token);
      waits?.(with_);
      return waits !== undefined;
    };
    return {
      succeed: (token: string) => call('tokens.succeed', () => answer(token, { ok: true })),
      fail: (token: string, error: string, cause: string) =>
        call('tokens.fail', () => answer(token, { ok: false, error, cause })),
    };
  }

  private begin(name: string, input: ExecutionStart): void {
    const execution = { stopped: false };
    this.running.set(name, execution);
    this.plan(execution, input);
  }

  /** Calls a function until it answers; an execution of which one never does is over. */
  private invoke<T>(
    execution: { stopped: boolean },
    name: string,
    act: (ports: WorldPorts) => Promise<T>,
    then: (answer: T) => void,
    gaveUp: () => void = () => {
      execution.stopped = true;
    },
    tries = 1,
  ): void {
    if (execution.stopped) return;
    const answer: { value?: T } = {};
    const again = (): void => {
      if (tries === TRIES) gaveUp();
      else
        this.world.scheduler.after(tries * 2 * SECOND, () =>
          this.invoke(execution, name, act, then, gaveUp, tries + 1),
        );
    };
    const run = async (ports: WorldPorts): Promise<void> => {
      answer.value = await act(ports);
    };
    this.world.spawn(name, run, {
      ended: (error) => (error === undefined ? then(answer.value as T) : again()),
      died: again,
    });
  }

  private plan(execution: { stopped: boolean }, input: ExecutionStart): void {
    this.invoke(
      execution,
      'plan',
      (ports) => planMission(ports, input),
      ({ next, ready }) => {
        // What comes after the last message is another story.
        if (next === 'end') execution.stopped = true;
        if (next === 'run') for (const step of ready) this.step(execution, input, step);
      },
    );
  }

  private step(execution: { stopped: boolean }, input: ExecutionStart, step: string): void {
    const token = `token-${++this.made}`;
    this.tokens.set(token, (answer) => {
      if (execution.stopped) return;
      if (answer.ok) this.plan(execution, input);
      else this.recover(execution, input, step, { Error: answer.error, Cause: answer.cause });
    });
    const failed = (): void => {
      if (this.tokens.delete(token))
        this.recover(execution, input, step, { Error: 'Rex.Transient', Cause: 'the step failed' });
    };
    this.invoke(
      execution,
      step,
      (ports) => runStep(this.stepDeps(ports), { ...input, step, token }),
      () => undefined,
      failed,
    );
  }

  private stepDeps(ports: WorldPorts) {
    return {
      ...ports,
      starters: {
        approve: (mission: Parameters<typeof startApproval>[1], step: Parameters<typeof startApproval>[2]) =>
          startApproval(ports, mission, step),
        outreach: (mission: Parameters<typeof startApproval>[1], step: Parameters<typeof startApproval>[2]) =>
          startOutreach(ports, outreachMission(mission), step),
      },
      run: (_: unknown, act: () => Promise<void>) => act(),
    };
  }

  private recover(
    execution: { stopped: boolean },
    input: ExecutionStart,
    step: string,
    error: { Error: string; Cause: string },
  ): void {
    this.invoke(
      execution,
      'recover',
      (ports) => recoverMission(ports, { ...input, step, error }),
      ({ next, waitSeconds }) => {
        if (next === 'end') execution.stopped = true;
        else
          this.world.scheduler.after(Math.min(waitSeconds * SECOND, MINUTE), () =>
            this.step(execution, input, step),
          );
      },
    );
  }
}
