import type { Decision } from '../../decisions/domain/decision.ts';
import { type Clock, DAY } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import { expectParts } from '../../missions/app/mission-steps.ts';
import type { MissionStore } from '../../missions/app/ports/missions.ts';
import type { MissionQueue } from '../../missions/app/ports/queues.ts';
import type { TaskTokens } from '../../missions/app/ports/workflow.ts';
import { retryMission } from '../../missions/app/retry-mission.ts';
import type { Mission } from '../../missions/domain/mission.ts';
import type { StepRecord } from '../../missions/domain/step.ts';
import { coordinatorManifest } from './manifest.ts';

export interface RecoverMissionsDeps {
  readonly missions: MissionStore;
  readonly tokens: TaskTokens;
  readonly clock: Clock;
  readonly queue: MissionQueue;
}

/** The most missions that are examined; if more fail at once, a person has to look. */
const LOOKED_AT = 200;
/** A mission that was retried in the last day and failed again is left to a person. */
const TRY_AGAIN_AFTER_MS = DAY;
/** Decisions that say nothing against trying again: the fault came too often in a row, or nobody knew it. */
const MAY_PASS: ReadonlySet<string> = new Set(['ErrorEscalationRule', 'NoRuleApplies']);

type Answer = 'retried' | 'left' | 'gone';

/** Tries failed and escalated missions again whose fault may have passed, and leaves the others to a person. */
export async function startRecoverMissions(
  deps: RecoverMissionsDeps,
  mission: Mission,
  step: StepRecord,
): Promise<void> {
  const { workspace } = mission;
  const named = mission.type === 'error_recovery' ? mission.params.missionId : undefined;
  const failed = named === undefined ? await allFailed(deps, workspace) : [await one(deps, workspace, named)];
  const answers: Record<Answer, number> = { retried: 0, left: 0, gone: 0 };
  const tried: string[] = [];
  for (const each of failed) {
    const answer = await tryAgain(deps, mission, each);
    answers[answer] += 1;
    if (answer === 'retried') tried.push(each.id);
  }
  await expectParts(deps, step, 0, {
    result: coordinatorManifest.steps['recover-missions'].result.parse({
      looked: failed.length,
      ...answers,
      tried,
      unseen: failed.length >= LOOKED_AT ? 1 : 0,
    }),
  });
}

async function tryAgain(deps: RecoverMissionsDeps, by: Mission, failed: Mission): Promise<Answer> {
  const since = deps.clock.now().getTime() - Date.parse(failed.retriedAt ?? '1970-01-01');
  if (since < TRY_AGAIN_AFTER_MS) return 'left';
  const decisions = await deps.missions.decisions(failed.workspace, failed.id);
  const last = decisions.findLast(({ situation }) => situation === 'failure');
  if (!last || !mayPass(last)) return 'left';
  if (by.params.dryRun) return 'retried';
  try {
    await retryMission(deps, { workspace: failed.workspace, missionId: failed.id, subject: by.id });
    return 'retried';
  } catch (error) {
    // Somebody else has retried it meanwhile.
    if (error instanceof RexError && error.code === 'CONFLICT') return 'gone';
    throw error;
  }
}

const mayPass = ({ rule, facts }: Decision): boolean => MAY_PASS.has(rule) && facts['kind'] !== 'permanent';

async function allFailed(deps: RecoverMissionsDeps, workspace: string): Promise<Mission[]> {
  const [failed, escalated] = await Promise.all(
    (['FAILED', 'ESCALATED'] as const).map((state) =>
      deps.missions.list(workspace, { state, limit: LOOKED_AT / 2 }),
    ),
  );
  return [...(failed?.missions ?? []), ...(escalated?.missions ?? [])];
}

async function one(deps: RecoverMissionsDeps, workspace: string, id: string): Promise<Mission> {
  const mission = await deps.missions.get(workspace, id);
  if (!mission) throw new RexError('NOT_FOUND', `There is no mission ${id}.`);
  if (mission.state !== 'FAILED' && mission.state !== 'ESCALATED') {
    throw new RexError('CONFLICT', `Mission ${id} is ${mission.state}: there is nothing to recover.`);
  }
  return mission;
}
