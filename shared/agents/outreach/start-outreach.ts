import type { CohortStore } from '../../drafting/app/ports/cohorts.ts';
import type { OutboundQueue } from '../../drafting/app/ports/queues.ts';
import { mapConcurrent } from '../../kernel/concurrency.ts';
import { expectParts, type StepDeps } from '../../missions/app/mission-steps.ts';
import type { OutreachMission } from '../../missions/domain/mission.ts';
import type { StepRecord } from '../../missions/domain/step.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import type { SendTimeStore } from '../../sending/app/ports/send-times.ts';
import { chooseSendHour } from '../../sending/domain/send-time.ts';
import type { WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';

export interface StartOutreachDeps extends StepDeps {
  readonly cohorts: CohortStore;
  readonly outbound: OutboundQueue;
  readonly workspaces: Pick<WorkspaceStore, 'get'>;
  readonly sendTimes: SendTimeStore;
}

/** Wakes every cohort. From then on each cohort schedules itself, and reports when its last lead is finished. */
export async function startOutreach(
  deps: StartOutreachDeps,
  mission: OutreachMission,
  step: StepRecord,
): Promise<void> {
  const { workspace, id: missionId } = mission;
  const cohorts = await deps.cohorts.list(workspace, missionId);
  const [record, hours] = await Promise.all([deps.workspaces.get(workspace), deps.sendTimes.get(workspace)]);
  const now = deps.clock.now().toISOString();
  const sendHours = (cohort: string): (number | null)[] =>
    Array.from({ length: mission.params.steps }, (_, i) =>
      record ? (chooseSendHour(hours, record.settings, `${missionId} ${cohort} ${i + 1}`) ?? null) : null,
    );
  await mapConcurrent(
    cohorts.filter((cohort) => cohort.state === 'drafted'),
    8,
    ({ id }) =>
      retryOnConflict(async () => {
        const cohort = await deps.cohorts.get(workspace, missionId, id);
        if (cohort?.state === 'drafted')
          await deps.cohorts.save({
            ...cohort,
            state: 'active',
            nextDueAt: now,
            // Chosen once: a mission that continues after a stop keeps its send hours.
            sendHours: cohort.sendHours ?? sendHours(id),
          });
      }),
  );
  await deps.outbound.send(
    cohorts
      .filter((cohort) => cohort.state !== 'done')
      .map((cohort) => ({ workspace, missionId, cohort: cohort.id })),
  );
  await expectParts(deps, step, cohorts.length);
}
