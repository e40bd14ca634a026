import type { RaiseAlertDeps } from '../../alerts/app/raise-alert.ts';
import { effectDigest } from '../../autonomy/domain/effect.ts';
import { decidePolicy } from '../../autonomy/domain/policy.ts';
import { addMs, MINUTE } from '../../kernel/clock.ts';
import { REX } from '../../kernel/events.ts';
import type { MissionStore } from '../../missions/app/ports/missions.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import type { WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';
import type { Settings } from '../../workspaces/contract/settings.ts';
import { changed, type Task, taskEvent, waiting } from '../domain/task.ts';
import { alertOfTask } from './alert-task.ts';
import { askAbout } from './ask-about.ts';
import { type DecideTaskDeps, decideTask } from './decide-task.ts';
import { goOn } from './do-claimed.ts';
import { type Assessed, performTask } from './perform-task.ts';
import type { Planned, TaskHandlers } from './ports/handler.ts';
import type { TaskRef } from './ports/tasks.ts';
import { recoverTask } from './recover-task.ts';
import { endTry } from './settle-task.ts';
import { type WorkOfTask, workOf } from './work-of.ts';

export interface WorkTaskDeps extends DecideTaskDeps, RaiseAlertDeps {
  readonly workspaces: Pick<WorkspaceStore, 'get'>;
  readonly missions: Pick<MissionStore, 'get'>;
  readonly handlers: TaskHandlers;
  /** Of the deployment: the first of four levels of dry run, beside workspace, mission and task. */
  readonly dryRun: boolean;
  /** Told of effects that were only rehearsed. */
  readonly log: (message: string, about: object) => void;
}

/**
 * Does the next thing about a task, if something is due now. Its message may come twice, late, or after the task was
 * changed: every write is guarded by the version that was read, and an effect is claimed before it is done.
 */
export const workTask = (deps: WorkTaskDeps, ref: TaskRef): Promise<void> =>
  retryOnConflict(async () => {
    const task = await deps.tasks.get(ref);
    if (task?.lookAt === undefined || task.lookAt > deps.clock.now().toISOString()) return;
    if (task.status === 'awaiting_approval') await expire(deps, task);
    const settings = (await deps.workspaces.get(ref.workspace))?.settings;
    if (task.status === 'in_progress' && settings)
      await (task.progress === undefined ? recoverTask : goOn)(deps, task, settings);
    if (task.status === 'new') await advance(deps, task, settings);
  });

async function expire(deps: WorkTaskDeps, { workspace, approvalId, id }: Task): Promise<void> {
  if (approvalId === undefined) return;
  await decideTask(
    deps,
    { workspace, id: approvalId },
    { outcome: 'expired', cause: { actor: REX, correlationId: id } },
  );
  const escalated = await deps.tasks.get({ workspace, id });
  if (escalated) await alertOfTask(deps, escalated);
}

const NO_SETTINGS =
  'The workspace has no settings yet: save its brand, sender and address ("rex settings set --help"), or on the page Settings of the console.';

/** Looks at what it would do now, and whether it may. */
async function advance(deps: WorkTaskDeps, task: Task, settings: Settings | undefined): Promise<void> {
  const now = deps.clock.now();
  if (!settings) return wait(deps, task, NO_SETTINGS, addMs(now, 5 * MINUTE));
  // It stays due: the executor comes back to it after the pause.
  if (settings.paused) return;
  const work = await workOf(deps, task, settings);
  if ('outcome' in work) return endTry(deps, task, work);
  const planned = await planOf(work);
  if (planned.outcome === 'later') return wait(deps, task, planned.reason, planned.until);
  if (planned.outcome !== 'planned') return endTry(deps, task, planned);
  const { effect } = planned;
  const { workspace, agent } = task;
  const record = await deps.trackRecords.get({
    workspace,
    agent,
    effect: effect.kind,
    segment: effect.segment,
  });
  const decision = {
    ...decidePolicy({
      effect,
      agent,
      undoneBy: task.undoes === undefined ? undefined : task.createdBy,
      settings: settings.tasks,
      record,
      taskId: task.id,
    }),
    at: now.toISOString(),
  };
  const isApproved = task.approvedDigest === effectDigest(effect);
  const assessed: Assessed = {
    // What a person has approved goes by their approval, whatever else would let it run by now.
    task: {
      ...task,
      effect,
      decision: (isApproved && decision.verdict !== 'forbid' && task.decision) || decision,
    },
    work,
    effect,
    decision,
    record: isApproved ? undefined : record,
    before: planned.before,
    holds: planned.holds,
  };
  if (decision.verdict === 'forbid') return forbid(deps, assessed);
  // Nothing goes out, so there is nothing to approve: the effect is shown with the task.
  const dryRunOf = effect.outside ? await dryRunFor(deps, task, settings) : undefined;
  if (dryRunOf !== undefined) return rehearse(deps, assessed, dryRunOf);
  if (decision.verdict === 'ask' && !isApproved) return askAbout(deps, assessed.task, effect);
  return performTask(deps, assessed, settings);
}

async function wait(deps: WorkTaskDeps, task: Task, reason: string, until: Date): Promise<void> {
  const next = waiting(task, reason, until);
  await deps.tasks.save(next, [taskEvent(next, 'wait', causeOf(task), deps.clock.now())]);
}

async function planOf(work: WorkOfTask): Promise<Planned> {
  try {
    return await work.plan();
  } catch (error) {
    return {
      outcome: 'unavailable',
      reason: `It could not be looked at: ${error instanceof Error ? error.message : 'no reason'}`,
    };
  }
}

/** Whose dry run holds for it, in words; undefined: nobody's. */
async function dryRunFor(
  { dryRun, missions }: WorkTaskDeps,
  task: Task,
  settings: Settings,
): Promise<string | undefined> {
  if (dryRun) return 'this deployment (AGENT_DRY_RUN)';
  if (settings.dryRun) return 'the workspace (dryRun in the settings)';
  if (task.dryRun) return 'the task itself';
  const mission =
    task.missionId === undefined ? undefined : await missions.get(task.workspace, task.missionId);
  const isDry = mission !== undefined && 'dryRun' in mission.params && mission.params.dryRun === true;
  return isDry ? `mission ${task.missionId}` : undefined;
}

async function forbid(deps: WorkTaskDeps, { task, decision }: Assessed): Promise<void> {
  const now = deps.clock.now();
  const next = changed(task, 'forbid', {
    rejectedBy: `policy:${decision.rule}`,
    rejectedAt: now.toISOString(),
    rejectedReason: decision.because,
  });
  await deps.tasks.save(next, [taskEvent(next, 'forbid', causeOf(task), now)]);
}

/** Everything but the effect, which stays with the task. */
async function rehearse(deps: WorkTaskDeps, { task, effect }: Assessed, dryRunOf: string): Promise<void> {
  const now = deps.clock.now();
  const next = changed(task, 'rehearse', {
    dryRun: true,
    dryRunOf,
    attempts: task.attempts + 1,
    lastAttemptAt: now.toISOString(),
    completedAt: now.toISOString(),
  });
  await deps.tasks.save(next, [taskEvent(next, 'rehearse', causeOf(task), now)]);
  const { workspace, id, type } = task;
  deps.log(`[DRY RUN] ${type} was rehearsed: nothing was done outside.`, {
    workspace,
    taskId: id,
    effect: effect.kind,
  });
}

const causeOf = ({ id }: Task) => ({ actor: REX, correlationId: id });
