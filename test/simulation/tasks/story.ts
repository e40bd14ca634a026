import { HOUR, MINUTE, SECOND } from '../../../shared/kernel/clock.ts';
import { RexError } from '../../../shared/kernel/errors.ts';
import { replyIdOf } from '../../../shared/leads/domain/hold.ts';
import { pauseWorkspace } from '../../../shared/operations/app/pause-workspace.ts';
import { resumeWorkspace } from '../../../shared/operations/app/resume-workspace.ts';
import { decideReply } from '../../../shared/replies/app/decide-reply.ts';
import { approvalOfTask, decideOnTask } from '../../../shared/tasks/app/approval-of-task.ts';
import { cancelTask, editTask, resolveTask, retryTask } from '../../../shared/tasks/app/change-task.ts';
import { undoTask } from '../../../shared/tasks/app/undo-task.ts';
import { ANN, BEN } from '../../memory/tasks.ts';
import { KINDS } from './kinds.ts';
import { type Known, markOf } from './ledger.ts';
import { WORKSPACE } from './set-up.ts';
import type { TaskPorts, TaskWorld } from './world.ts';

/** What happens by chance happens until then; afterwards everything has to come to its end. */
export const EVENTFUL_MS = 3 * HOUR;

const ACTS = [
  'approve',
  'approve',
  'approve',
  'approve',
  'reject',
  'edit',
  'edit',
  'cancel',
  'retry',
  'retry',
  'undo',
  'undo',
  'resolve',
  'pause',
  'resume',
  'resume',
  'somebody else',
  'executors race',
] as const;
export interface TaskAct {
  readonly at: number;
  readonly what: (typeof ACTS)[number];
  readonly task: number;
}

/** What people do in a history, and when: much of it while something is being done. */
export function actsOf(random: () => number): TaskAct[] {
  const below = (n: number): number => Math.floor(random() * n);
  return Array.from({ length: 8 + below(18) }, () => ({
    at: below(2) === 0 ? below(90) * SECOND + 2 * MINUTE : below(EVENTFUL_MS / SECOND) * SECOND,
    what: ACTS[below(ACTS.length)] ?? 'approve',
    task: below(12),
  }));
}

/** A process works no longer than that, and what it has asked for arrives by then. */
const TAKES_MS = 6 * MINUTE;

interface Deed {
  readonly run: (ports: TaskPorts) => Promise<unknown>;
  /** What holds from the moment it is acknowledged. */
  readonly acknowledged?: () => void;
}

/** Somebody says yes to what a task waits with, whatever that is. */
export async function approve({ ledger }: TaskWorld, ports: TaskPorts, id: string): Promise<void> {
  const ref = { workspace: WORKSPACE, id };
  const { digest, approvalId } = await approvalOfTask(ports, ref);
  const approval = approvalId === null ? undefined : await ports.approvals.get(WORKSPACE, approvalId);
  if (approval?.subject !== 'task' || approval.state !== 'pending') return;
  ledger.approves(id, approval.effect);
  await decideOnTask(ports, ref, { outcome: 'approved', digest: digest ?? '' }, BEN);
}

/** What an act does, and what it promises once it was answered. */
export function deedOf(world: TaskWorld, tasks: readonly Known[], { what, task: n, at }: TaskAct): Deed {
  const { ledger, scheduler } = world;
  const known = tasks[n % tasks.length];
  if (!known) throw new Error('There are no tasks.');
  const { id, kind } = known;
  const ref = { workspace: WORKSPACE, id };
  /** Unless somebody has asked for it again meanwhile. */
  const isOver = (run: Deed['run']): Deed => {
    let asked = 0;
    return {
      run: (ports) => {
        asked = scheduler.now;
        return run(ports);
      },
      acknowledged: () => {
        if ((ledger.retried.get(id) ?? Number.NEGATIVE_INFINITY) < asked - TAKES_MS) ledger.ended.add(id);
      },
    };
  };
  const asksAgain = (): void => {
    ledger.ended.delete(id);
    ledger.retried.set(id, scheduler.now);
  };
  switch (what) {
    case 'approve':
      return { run: (ports) => approve(world, ports, id) };
    case 'reject':
      return isOver((ports) => decideOnTask(ports, ref, { outcome: 'rejected', reason: 'No.' }, BEN));
    case 'cancel':
      return isOver((ports) => cancelTask(ports, ref, 'No.', ANN));
    case 'edit': {
      let before: string[] = [];
      return {
        run: (ports) => {
          // Also what was rejected or has failed.
          asksAgain();
          before = ledger.approvalsOf(id);
          known.version++;
          return editTask(ports, ref, KINDS[kind]?.payload(markOf(known, known.version)), BEN);
        },
        acknowledged: () => ledger.voids(id, before),
      };
    }
    case 'retry':
      return {
        run: (ports) => {
          asksAgain();
          return retryTask(ports, ref, ANN);
        },
      };
    case 'undo':
      return {
        run: (ports) => {
          ledger.unwanted.add(id);
          return undoTask(ports, ref, ANN);
        },
      };
    case 'resolve':
      return { run: (ports) => resolve(world, ports, id) };
    case 'pause': {
      let asked = 0;
      return {
        run: (ports) => {
          asked = scheduler.now;
          return pauseWorkspace(ports, { workspace: WORKSPACE, cause: ANN });
        },
        acknowledged: () => {
          if (ledger.resumed < asked - TAKES_MS) ledger.paused = true;
        },
      };
    }
    case 'resume':
      return { run: (ports) => resume(world, ports) };
    case 'somebody else':
      return {
        run: async () => {
          for (const { what } of world.outside.otherwise(n, `Other ${at}`))
            world.ledger.changedByOthers(what);
        },
      };
    case 'executors race':
      return {
        run: async () => {
          world.execute();
          world.execute();
        },
      };
  }
}

export function resume({ ledger, scheduler }: TaskWorld, ports: TaskPorts): Promise<unknown> {
  ledger.paused = false;
  ledger.resumed = scheduler.now;
  return resumeWorkspace(
    { ...ports, outbound: { send: async () => undefined } },
    { workspace: WORKSPACE, cause: ANN },
  );
}

/** A member lets a person be written to again who has written. */
export async function release(ports: TaskPorts): Promise<void> {
  const [reply] = (await ports.replies.list(WORKSPACE, { state: 'waiting', limit: 1 })).replies;
  if (!reply) return;
  const id = replyIdOf(reply.leadId, reply.id);
  await decideReply(
    { ...ports, outbound: { send: async () => undefined } },
    { workspace: WORKSPACE, id, decision: 'release', ...ANN },
  );
}

/** A member looks whether it took effect, long enough after it was tried, and says so. */
export async function resolve({ ledger }: TaskWorld, ports: TaskPorts, id: string): Promise<void> {
  const ref = { workspace: WORKSPACE, id };
  const task = await ports.tasks.get(ref);
  if (!task?.outcomeUnknown || task.status !== 'escalated') return;
  try {
    await resolveTask(ports, ref, ledger.done.has(id) ? 'done' : 'not_done', ANN);
  } catch (error) {
    // Somebody was faster.
    if (!(error instanceof RexError && error.code === 'CONFLICT')) throw error;
  }
}
