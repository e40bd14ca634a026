import { setTimeout as delay } from 'node:timers/promises';
import type { MissionState, MissionView } from '../../shared/missions/contract/mission.ts';
import { missionRoutes } from '../../shared/missions/contract/routes.ts';
import { type Connection, call } from './api-client.ts';
import { showMissionProgress } from './mission-progress.ts';
import type { Terminal } from './terminal/terminal.ts';

export interface WatchOptions {
  readonly connection: Connection;
  readonly missionId: string;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  /** Real time between two looks. The API allows 100 requests a minute. */
  readonly everyMs?: number;
}

const DEFAULT_EVERY_MS = 1_000;
const ENDED: readonly MissionState[] = ['COMPLETED', 'FAILED', 'ESCALATED', 'CANCELLED'];

export const hasEnded = ({ state }: { readonly state: MissionState }): boolean => ENDED.includes(state);

/** Looks at a mission until it ended. Undefined when the person stopped watching. */
export async function watchMission(options: WatchOptions): Promise<MissionView | undefined> {
  const { connection, missionId, terminal, signal, everyMs = DEFAULT_EVERY_MS } = options;
  while (!signal.aborted) {
    const mission = await call(connection, missionRoutes.getMission, { params: { id: missionId } });
    showMissionProgress(terminal, mission);
    if (hasEnded(mission)) {
      terminal.settle();
      return mission;
    }
    await delay(everyMs, undefined, { signal }).catch(() => undefined);
  }
  return undefined;
}
