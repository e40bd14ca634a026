import { setTimeout as delay } from 'node:timers/promises';
import { missionRoutes } from '../../../shared/contracts/http/missions.ts';
import type { MissionView } from '../../../shared/contracts/mission.ts';
import { call } from '../api-client.ts';
import { CliError } from '../cli-error.ts';
import type { LocalRex } from '../local/local-rex.ts';
import { showMissionProgress } from '../mission-progress.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { hasEnded } from '../watch-mission.ts';

export interface DriveMission {
  readonly rex: LocalRex;
  readonly missionId: string;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  /** Called while the clock stands: no approval may run out because nobody was asked yet. */
  readonly onApproval: (approvalId: string) => Promise<void>;
}

/** Real time between two looks: the API allows 100 requests a minute. */
const LOOK_EVERY_MS = 750;
/** Longest stretch on the virtual clock between two looks, in real time. */
const RUN_MS = 1_500;
/** Before the approval the clock is only moved when nothing has happened for so long. */
const QUIET_MS = 3_000;
const STALLED_AFTER_MS = 10 * 60_000;

/**
 * Follows a mission to its end and moves the virtual clock on wherever the mission waits for time.
 * @throws CliError STALLED when nothing changes for ten minutes
 */
export async function driveMission(options: DriveMission): Promise<MissionView> {
  const { rex, missionId, terminal, signal, onApproval } = options;
  let asked: string | undefined;
  let seen = '';
  let changedAt = performance.now();
  for (;;) {
    const mission = await call(rex.connection, missionRoutes.getMission, { params: { id: missionId } });
    showMissionProgress(terminal, mission, await rex.now());
    if (hasEnded(mission)) {
      terminal.settle();
      return mission;
    }
    const now = fingerprintOf(mission);
    if (now !== seen) changedAt = performance.now();
    seen = now;
    const quietMs = performance.now() - changedAt;
    if (quietMs > STALLED_AFTER_MS) throw stalled(mission);

    const { approvalId } = mission;
    if (approvalId !== null && approvalId !== asked) {
      await onApproval(approvalId);
      asked = approvalId;
      changedAt = performance.now();
    }
    const looked = performance.now();
    if (asked !== undefined || quietMs > QUIET_MS) await rex.runUntilIdle(RUN_MS);
    await delay(Math.max(0, LOOK_EVERY_MS - (performance.now() - looked)), undefined, { signal });
  }
}

const fingerprintOf = ({ state, steps, messages, waitingFor, attempt }: MissionView): string =>
  JSON.stringify([state, steps, messages, waitingFor, attempt]);

const stalled = ({ id, state, waitingFor, reason }: MissionView): CliError =>
  new CliError(
    'STALLED',
    `Mission ${id} is ${state} and nothing has changed for ${STALLED_AFTER_MS / 60_000} minutes. ` +
      `It waits for ${waitingFor ?? 'nothing that it names'}. ${reason}`,
  );
