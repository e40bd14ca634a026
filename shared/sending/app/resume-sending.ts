import type { CohortStore } from '../../drafting/app/ports/cohorts.ts';
import type { OutboundQueue } from '../../drafting/app/ports/queues.ts';
import type { Clock } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import type { MissionStore } from '../../missions/app/ports/missions.ts';
import { type Mission, missionEvent } from '../../missions/domain/mission.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';

export interface ResumeSendingDeps {
  readonly missions: Pick<MissionStore, 'get' | 'save'>;
  readonly cohorts: Pick<CohortStore, 'list'>;
  readonly outbound: OutboundQueue;
  readonly clock: Clock;
}

/**
 * A person lets a mission go on whose list was stopped. The test begins anew with the e-mails from then on, with canaries
 * again. A repeat completes what a death in between left undone.
 * @throws RexError NOT_FOUND, or CONFLICT when nothing has stopped it
 */
export async function resumeSending(
  deps: ResumeSendingDeps,
  input: {
    readonly workspace: string;
    readonly missionId: string;
    readonly subject: string;
    readonly reason: string;
  },
): Promise<Mission> {
  const { workspace, missionId, subject, reason } = input;
  const resumed = await retryOnConflict(async () => {
    const mission = await deps.missions.get(workspace, missionId);
    if (!mission) throw new RexError('NOT_FOUND', `There is no mission ${missionId}.`);
    const { release } = mission;
    if (release?.resumed && !release.stopped) return mission;
    if (!release?.stopped)
      throw new RexError('CONFLICT', 'The bounces of its list have not stopped this mission.');
    const now = deps.clock.now();
    const at = now.toISOString();
    return deps.missions.save(
      {
        ...mission,
        updatedAt: at,
        release: {
          ...release,
          at,
          settled: 0,
          bounced: 0,
          stopped: undefined,
          resumed: { at, by: subject, reason },
        },
      },
      {
        events: [
          missionEvent(
            mission,
            'mission.sending-resumed',
            { now, actor: { kind: 'user', id: subject } },
            { reason },
          ),
        ],
      },
    );
  });
  const cohorts = await deps.cohorts.list(workspace, missionId);
  await deps.outbound.send(
    cohorts.filter(({ state }) => state === 'active').map(({ id }) => ({ workspace, missionId, cohort: id })),
  );
  return resumed;
}
