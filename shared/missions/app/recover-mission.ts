import type { AlertStore } from '../../alerts/app/ports/alerts.ts';
import { reasonDecision } from '../../decisions/app/reason-decision.ts';
import { DEFAULT_THRESHOLDS, decide } from '../../decisions/domain/decide.ts';
import type { FactsOf } from '../../decisions/domain/situations.ts';
import { REX } from '../../kernel/events.ts';
import { unitInterval } from '../../kernel/hash.ts';
import type { LlmPort } from '../../llm/app/ports/llm.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import type { Mission } from '../domain/mission.ts';
import type { StepRecord } from '../domain/step.ts';
import { whatToDo } from '../domain/what-to-do.ts';
import { workflowOf } from '../domain/workflows/workflows.ts';
import { MAX_FAILURES } from './assign-mission.ts';
import { compensateMission } from './compensate-mission.ts';
import type { CompleteDeps } from './complete-mission.ts';
import { escalateMission } from './escalate-mission.ts';
import { releaseResources } from './hold-resources.ts';
import { failStep } from './mission-steps.ts';
import { decisionContext, moveMission } from './move-mission.ts';
import { currentMission, type ExecutionInput } from './plan-mission.ts';
import type { MissionHooks } from './ports/hooks.ts';
import type { TaskTokens } from './ports/workflow.ts';

export interface Recovery {
  readonly next: 'retry' | 'end';
  /** Seconds to wait before a retry. */
  readonly waitSeconds: number;
}

const BASE_SECONDS = 10;

/** The error code of a provider that is at its limit. */
const RATE_LIMITED = /\bRATE_LIMITED\b/;
/** Errors by their name for the state machine. An error in neither list is unknown. */
const PERMANENT = /^(Rex\.Permanent|Rex\.Rejected|Rex\.Expired)$/;
const TRANSIENT =
  /^(Rex\.(Transient|Stalled|TimedOut|Superseded)|Lambda\.|States\.(Timeout|HeartbeatTimeout|TaskFailed)|Runtime\.|Sandbox\.)/;

const kindOf = (name: string): string =>
  PERMANENT.test(name) ? 'permanent' : TRANSIENT.test(name) ? 'transient' : 'unknown';

export interface RecoverDeps extends CompleteDeps {
  readonly hooks: Pick<MissionHooks, 'takeBack' | 'answerOf'>;
  readonly alerts: AlertStore;
  readonly tokens: TaskTokens;
  readonly llm?: LlmPort | undefined;
}

export interface RecoverInput extends ExecutionInput {
  /** The step that failed; a state of the machine itself when there is none. */
  readonly step?: string | undefined;
  readonly error: { readonly Error: string; readonly Cause: string };
}

/**
 * Handles the failure of a step or of a state of the machine: the decision engine decides whether to retry, to escalate to a
 * person, or to fail. Every step has its own tries, and parallel steps continue meanwhile; they are released when the
 * mission ends.
 */
export async function recoverMission(deps: RecoverDeps, input: RecoverInput): Promise<Recovery> {
  const mission = await currentMission(deps.missions, input);
  if (!mission) return { next: 'end', waitSeconds: 0 };
  const { workspace, id } = mission;
  const error = `${input.error.Error}: ${input.error.Cause}`.slice(0, 500);
  const step =
    input.step === undefined
      ? undefined
      : await failStep(deps, { workspace, missionId: id, name: input.step }, error, mission.retriedAt);
  // Parallel steps may fail at the same moment: each decides with the mission as the other one left it.
  return retryOnConflict(() => decideOver(deps, input, step, error));
}

async function decideOver(
  deps: RecoverDeps,
  input: RecoverInput,
  step: StepRecord | undefined,
  error: string,
): Promise<Recovery> {
  const mission = await currentMission(deps.missions, input);
  if (!mission) return { next: 'end', waitSeconds: 0 };
  const now = deps.clock.now();
  const { workspace, id } = mission;
  const failures = step?.failures ?? mission.failures + 1;
  const { rules = DEFAULT_THRESHOLDS } = (await deps.workspaces.get(workspace))?.settings ?? {};
  const context = decisionContext(mission, 'r', now);
  const facts: FactsOf<'failure'> = {
    state: mission.state,
    failures,
    maxFailures: triesOf(mission, input.step),
    kind: kindOf(input.error.Error),
    rateLimited: RATE_LIMITED.test(error),
    error: input.step === undefined ? error : `${input.step}: ${error}`,
    approval: await deps.hooks.answerOf(mission),
  };
  const decision = await reasonDecision(deps.llm, decide(context, 'failure', facts, rules), {
    workspace,
    missionId: id,
    situation: 'failure',
    facts,
    context,
  });
  const counted = step ? mission.failures : failures;
  if (decision.action === 'retry') {
    await deps.missions.save(
      { ...mission, failures: counted, reason: decision.explanation, updatedAt: now.toISOString() },
      { decisions: [decision] },
    );
    // Full jitter (AWS Architecture Blog), from the ids: the same failure waits the same time when it is replayed.
    const jitter = unitInterval(`${id} ${mission.attempt} ${input.step ?? ''} ${failures}`);
    return { next: 'retry', waitSeconds: Math.ceil(jitter * BASE_SECONDS * 2 ** failures) };
  }
  const update = { failures: counted };
  if (decision.action === 'fail') {
    await releaseResources(deps, workspace, id);
    const change = { now, actor: REX, reason: decision.explanation };
    await moveMission(deps.missions, mission, 'fail', change, update, [decision]);
    await compensateMission(deps, mission);
    await deps.queue.send([{ kind: 'dispatch-next', workspace }]);
  } else {
    const reason = `${decision.explanation} ${whatToDo(error)}`;
    await escalateMission(deps, mission, { decision, reason, failures, step: input.step, update });
  }
  await letGo(deps, mission);
  return { next: 'end', waitSeconds: 0 };
}

/** How often a step may fail; the states of the machine have their own number of tries. */
function triesOf(mission: Mission, step: string | undefined): number {
  const planned = workflowOf(mission).steps.find(({ name }) => name === step);
  return planned ? planned.retries + 1 : MAX_FAILURES;
}

/** Releases steps that wait for a person or for the calendar, which would keep the execution of an ended mission open. */
async function letGo(deps: RecoverDeps, { workspace, id }: Mission): Promise<void> {
  for (const { token, state } of await deps.missions.steps(workspace, id)) {
    if (token && state !== 'done') await deps.tokens.fail(token, 'Rex.Superseded', 'The mission has ended.');
  }
}
