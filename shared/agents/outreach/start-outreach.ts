import type { CohortStore } from '../../drafting/app/ports/cohorts.ts';
import type { OutboundQueue } from '../../drafting/app/ports/queues.ts';
import type { Cohort } from '../../drafting/domain/cohort.ts';
import { addMs } from '../../kernel/clock.ts';
import { mapConcurrent } from '../../kernel/concurrency.ts';
import { expectParts, type StepDeps } from '../../missions/app/mission-steps.ts';
import type { OutreachMission, Release } from '../../missions/domain/mission.ts';
import type { StepRecord } from '../../missions/domain/step.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import type { SendTimeStore } from '../../sending/app/ports/send-times.ts';
import { firstRelease, LOOK_BY_ITSELF_MS } from '../../sending/app/release-cohorts.ts';
import { sendHoursOf } from '../../sending/domain/send-time.ts';
import type { WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';

export interface StartOutreachDeps extends StepDeps {
  readonly cohorts: CohortStore;
  readonly outbound: OutboundQueue;
  readonly workspaces: Pick<WorkspaceStore, 'get'>;
  readonly sendTimes: SendTimeStore;
}

/** Wakes every cohort that may send. From then on each cohort schedules itself, and reports when its last lead is finished. */
export async function startOutreach(
  deps: StartOutreachDeps,
  mission: OutreachMission,
  step: StepRecord,
): Promise<void> {
  const { workspace, id: missionId } = mission;
  const cohorts = await deps.cohorts.list(workspace, missionId);
  const [record, hours] = await Promise.all([deps.workspaces.get(workspace), deps.sendTimes.get(workspace)]);
  const started = deps.clock.now();
  const now = started.toISOString();
  const release = await beginRelease(deps, mission, cohorts, now);
  /** Those that may send, and the first behind them, which looks at what becomes of theirs. */
  const isNext = ({ order = 0 }: Cohort): boolean => !release || order <= release.cohorts;
  await mapConcurrent(
    cohorts.filter(({ state, leaseUntil }) => state === 'drafted' || leaseUntil !== undefined),
    8,
    ({ id }) =>
      retryOnConflict(async () => {
        const cohort = await deps.cohorts.get(workspace, missionId, id);
        if (cohort?.state === 'drafted')
          await deps.cohorts.save({
            ...cohort,
            state: 'active',
            nextDueAt: isNext(cohort) ? now : addMs(started, LOOK_BY_ITSELF_MS).toISOString(),
            // Chosen once: a mission that continues after a stop keeps its send hours.
            sendHours:
              cohort.sendHours ?? (record ? sendHoursOf(mission, id, hours, record.settings) : undefined),
          });
        // Whoever is at it may have read that the mission does not execute, and would put it to sleep.
        else if (cohort?.state === 'active' && cohort.leaseUntil && !cohort.woken)
          await deps.cohorts.save({ ...cohort, woken: true });
      }),
  );
  await deps.outbound.send(
    cohorts
      .filter((cohort) => cohort.state !== 'done' && isNext(cohort))
      .map((cohort) => ({ workspace, missionId, cohort: cohort.id })),
  );
  await expectParts(deps, step, cohorts.length);
}

/** A mission of several cohorts begins with few, whose leads are its canaries. */
async function beginRelease(
  { missions }: StartOutreachDeps,
  { workspace, id, release }: OutreachMission,
  cohorts: readonly Cohort[],
  at: string,
): Promise<Release | undefined> {
  if (release || cohorts.every(({ order }) => order === undefined)) return release;
  return retryOnConflict(async () => {
    const mission = await missions.get(workspace, id);
    if (!mission || mission.release) return mission?.release;
    const begun = { cohorts: firstRelease(cohorts), at, settled: 0, bounced: 0 };
    await missions.save({ ...mission, release: begun });
    return begun;
  });
}
