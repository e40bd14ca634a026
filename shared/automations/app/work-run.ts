import type { Clock } from '../../kernel/clock.ts';
import { finishPart, type StepDeps } from '../../missions/app/mission-steps.ts';
import type { MissionMessage } from '../../missions/contract/messages.ts';
import { isSelected } from '../../missions/domain/audience.ts';
import { type OutreachMission, outreachMission } from '../../missions/domain/mission.ts';
import type { StepRecord } from '../../missions/domain/step.ts';
import type { Queue } from '../../platform/ports/queues.ts';
import { isConflict, retryOnConflict } from '../../platform/retry-on-conflict.ts';
import type { WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';
import { type Automation, openToken, startKey } from '../domain/automation.ts';
import { briefOf, callbackUrlOf } from '../domain/brief.ts';
import {
  type Ended,
  ended,
  finishedEvent,
  isEarly,
  isLate,
  isOver,
  LONGEST_PAUSE_MS,
  pollPauseMs,
  type Run,
  runIdOf,
  startedEvent,
  startPauseMs,
} from '../domain/run.ts';
import type { AutomationStore, RunStore } from './ports/automations.ts';
import type { Connection, Connectors, Seen, Started } from './ports/connector.ts';

export const AUTOMATE = 'automate';
const PART = 'automation';

/** What calls an automation; opened when there is one to call, since it reads a secret. */
export interface Outside {
  readonly connectors: Connectors;
  readonly secret: string;
  readonly publicBaseUrl: string;
}

export interface WorkRunDeps extends StepDeps {
  readonly automations: Pick<AutomationStore, 'get'>;
  readonly automationRuns: RunStore;
  readonly workspaces: Pick<WorkspaceStore, 'get'>;
  readonly outside: () => Promise<Outside>;
  readonly queue: Queue<MissionMessage>;
  readonly clock: Clock;
}

/**
 * Takes the run of a mission one step further: starts it, asks for its result, gives it up at its deadline, and finishes the
 * step. Harmless when it is called too early, too late or twice.
 */
export async function workRun(
  deps: WorkRunDeps,
  { workspace, missionId }: { readonly workspace: string; readonly missionId: string },
): Promise<void> {
  const [mission, step, run] = await Promise.all([
    deps.missions.get(workspace, missionId),
    deps.missions.getStep(workspace, missionId, AUTOMATE),
    deps.automationRuns.get(workspace, missionId),
  ]);
  if (mission?.state !== 'EXECUTING' || !step?.token || step.state === 'done' || !run) return;
  const after = isOver(run) ? run : await goOn(deps, outreachMission(mission), run);
  if (after && isOver(after)) await conclude(deps, step, after);
}

/** The run after this call; undefined when it waits, or when somebody else works on it. */
async function goOn(deps: WorkRunDeps, mission: OutreachMission, run: Run): Promise<Run | undefined> {
  const now = deps.clock.now();
  const late = isLate(run, now);
  if (!late && isEarly(run, now)) return undefined;
  const automation = await deps.automations.get(run.workspace, run.automationId);
  if (!automation) return settle(deps, run, failed('The automation was removed.'));
  const outside = await deps.outside();
  if (late) return expire(deps, outside, automation, run);
  if (run.state === 'pending') return start(deps, outside, automation, mission, run);
  if (run.state === 'running' && outside.connectors[run.connector].polled) {
    return poll(deps, outside, automation, run);
  }
  return undefined;
}

/** Claims the start before it is sent: of a claimed start no second one is sent, whatever becomes of this process. */
async function start(
  deps: WorkRunDeps,
  outside: Outside,
  automation: Automation,
  mission: OutreachMission,
  run: Run,
): Promise<Run | undefined> {
  if ((await deps.workspaces.get(run.workspace))?.settings.paused) return hold(deps, run);
  const pages = await deps.missions.scoredPages(run.workspace, run.missionId);
  const leads = pages.reduce((sum, page) => sum + page.leads.filter(isSelected).length, 0);
  const claimed = await claim(deps, {
    ...run,
    state: 'claimed',
    startedAt: deps.clock.now().toISOString(),
  });
  if (!claimed) return undefined;
  const callbackUrl = callbackUrlOf(outside.publicBaseUrl, automation);
  const brief = briefOf(automation, claimed, mission, { leads, callbackUrl });
  const connection = connectionOf(outside, automation);
  const answer = await outside.connectors[run.connector].start(connection, brief);
  const after = await afterStart(deps, claimed, answer);
  if (after.state === 'pending') await wake(deps, after);
  if (after.state === 'running' && outside.connectors[run.connector].polled) await wake(deps, after);
  return after;
}

/** Nothing goes out of a paused workspace; it is looked again until the deadline. */
async function hold(deps: WorkRunDeps, run: Run): Promise<undefined> {
  const nextAt = new Date(deps.clock.now().getTime() + LONGEST_PAUSE_MS).toISOString();
  const held = await claim(deps, {
    ...run,
    nextAt,
    reason: 'It is not started while the workspace is paused.',
  });
  if (held) await wake(deps, held);
}

/** The result may have come before the answer to the start: then it counts. */
function afterStart(deps: WorkRunDeps, { number, missionId, workspace }: Run, answer: Started): Promise<Run> {
  return retryOnConflict(async () => {
    const run = await current(deps, workspace, missionId);
    if (run.number !== number || run.state !== 'claimed') return run;
    const now = deps.clock.now();
    const at = (ms: number): string => new Date(now.getTime() + ms).toISOString();
    switch (answer.kind) {
      case 'taken': {
        const { handle } = answer;
        const running: Run = { ...run, state: 'running', nextAt: at(pollPauseMs(run, now)) };
        const known = handle === undefined ? running : { ...running, handle };
        return deps.automationRuns.save(known, [startedEvent(run, now)]);
      }
      case 'not-taken': {
        const refusals = run.refusals + 1;
        const { startedAt: _, ...rest } = run;
        if (refusals >= answer.tries) return save(deps, ended(run, failed(answer.reason), now), now);
        const nextAt = at(startPauseMs(run, answer.retryAfterMs));
        return deps.automationRuns.save(
          { ...rest, state: 'pending', refusals, nextAt, reason: answer.reason },
          [],
        );
      }
      case 'refused':
        return save(deps, ended(run, failed(answer.reason), now), now);
      case 'unknown':
        return deps.automationRuns.save({ ...run, reason: answer.reason }, []);
    }
  });
}

async function poll(
  deps: WorkRunDeps,
  outside: Outside,
  automation: Automation,
  run: Run,
): Promise<Run | undefined> {
  const now = deps.clock.now();
  const pause = pollPauseMs(run, now);
  const asked = await claim(deps, { ...run, nextAt: new Date(now.getTime() + pause).toISOString() });
  if (!asked) return undefined;
  const seen = await look(outside, automation, asked);
  if (seen.kind === 'ended') return settle(deps, asked, seen.end);
  await wake(deps, asked, seen.kind === 'unknown' ? seen.retryAfterMs : undefined);
  return undefined;
}

/** The deadline is over: it is looked up once, and given up when that shows no result. */
async function expire(
  deps: WorkRunDeps,
  outside: Outside,
  automation: Automation,
  run: Run,
): Promise<Run | undefined> {
  const late = `There was no result by the deadline (${automation.deadlineMinutes} minutes).`;
  if (run.state === 'pending') return settle(deps, run, failed(`${late} ${run.reason ?? ''}`.trim()));
  const seen = await look(outside, automation, run);
  if (seen.kind === 'ended') return settle(deps, run, seen.end);
  const because = seen.kind === 'running' ? 'It was still running.' : seen.reason;
  const unsure = run.state === 'claimed' ? ` ${run.reason ?? 'It may not have been started.'}` : '';
  return settle(deps, run, failed(`${late}${unsure} ${because}`));
}

const look = (outside: Outside, automation: Automation, run: Run): Promise<Seen> =>
  outside.connectors[run.connector].look(connectionOf(outside, automation), {
    runId: runIdOf(run),
    handle: run.handle,
    since: run.startedAt ?? run.createdAt,
  });

/** Ends a run, unless it has ended meanwhile. */
function settle(deps: WorkRunDeps, { workspace, missionId, number }: Run, end: Ended): Promise<Run> {
  return retryOnConflict(async () => {
    const run = await current(deps, workspace, missionId);
    if (run.number !== number || isOver(run)) return run;
    const now = deps.clock.now();
    return save(deps, ended(run, end, now), now);
  });
}

/**
 * Finishes the step, or fails it. What the automation wrote stays out of the error: rules read errors, and its text decides
 * nothing.
 */
async function conclude(deps: WorkRunDeps, step: StepRecord, run: Run): Promise<void> {
  const result = { runId: runIdOf(run) };
  if (run.outcome === 'continue') {
    await finishPart(deps, step, PART, { ...result, outcome: 'continue' });
  } else if (run.outcome === 'stop') {
    await fail(deps, step, `The automation "${run.name}" says that the mission should stop.`);
  } else if (run.onFailure === 'skip') {
    await finishPart(deps, step, PART, { ...result, outcome: 'skipped', reason: run.reason ?? '' });
  } else await fail(deps, step, `The automation "${run.name}" failed. ${run.reason ?? ''}`);
}

async function fail(deps: WorkRunDeps, { token }: StepRecord, cause: string): Promise<void> {
  if (token) await deps.tokens.fail(token, 'Rex.Permanent', cause);
}

const failed = (reason: string): Ended => ({ outcome: 'failed', reason });

const save = (deps: WorkRunDeps, over: Run, now: Date): Promise<Run> =>
  deps.automationRuns.save(over, [finishedEvent(over, now)]);

/** Undefined when somebody else was faster: then it is theirs. */
async function claim(deps: WorkRunDeps, run: Run): Promise<Run | undefined> {
  try {
    return await deps.automationRuns.save(run, []);
  } catch (error) {
    if (isConflict(error)) return undefined;
    throw error;
  }
}

async function current({ automationRuns }: WorkRunDeps, workspace: string, missionId: string): Promise<Run> {
  const run = await automationRuns.get(workspace, missionId);
  if (!run) throw new Error(`The automation of mission ${missionId} has gone.`);
  return run;
}

/** Longer waits than SQS knows do not occur: pauses are of five minutes at most. */
async function wake(deps: WorkRunDeps, run: Run, atLeastMs = 0): Promise<void> {
  const until = Date.parse(run.nextAt ?? run.deadline) - deps.clock.now().getTime();
  const delaySeconds = Math.min(Math.ceil(Math.max(until, atLeastMs, 0) / 1000), 900);
  const { workspace, missionId } = run;
  await deps.queue.send([{ kind: 'continue-step', workspace, missionId, step: AUTOMATE }], { delaySeconds });
}

const connectionOf = ({ secret }: Outside, automation: Automation): Connection => ({
  url: automation.url,
  workflowId: automation.workflowId,
  token: openToken(secret, automation),
  startKey: startKey(secret, automation),
});
