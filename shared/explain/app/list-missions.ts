import * as z from 'zod';
import { mapConcurrent } from '../../kernel/concurrency.ts';
import { missionIdSchema } from '../../kernel/contract/common.ts';
import type { MissionFilter, MissionStore } from '../../missions/app/ports/missions.ts';
import { decodeCursor, encodeCursor } from '../../platform/cursor.ts';
import { readsSteps, summarizeMission } from './view-mission.ts';

const STEPS_AT_ONCE = 8;
const positionSchema = z.strictObject({ afterMission: missionIdSchema });

/** Newest first. @throws RexError VALIDATION_FAILED for a foreign cursor */
export async function listMissions(
  { missions }: { readonly missions: MissionStore },
  workspace: string,
  { cursor, ...filter }: MissionFilter,
): Promise<{ missions: ReturnType<typeof summarizeMission>[]; cursor: string | null }> {
  const position = cursor === undefined ? undefined : decodeCursor(cursor, positionSchema);
  const page = await missions.list(workspace, { ...filter, cursor: position?.afterMission });
  return {
    missions: await mapConcurrent(page.missions, STEPS_AT_ONCE, async (mission) =>
      summarizeMission(mission, readsSteps(mission) ? await missions.steps(workspace, mission.id) : []),
    ),
    cursor: page.cursor === null ? null : encodeCursor({ afterMission: page.cursor }),
  };
}
