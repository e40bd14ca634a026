import type { SomeCounts } from '../../../engagement/domain/hour-counts.ts';
import type { RexEvent } from '../../../kernel/events.ts';
import type { EndedMission } from '../../../missions/domain/ended-mission.ts';
import type { DaySummary, Snapshot } from '../../domain/snapshot.ts';
import type { Standing } from '../../domain/standing.ts';

export interface AnalyticsStore {
  counted(workspace: string, hour: string): Promise<SomeCounts>;
  /** False when the hour was closed before. */
  closeHour(snapshot: Snapshot, event: RexEvent): Promise<boolean>;
  /** The latest snapshots, oldest first. An hour in which nothing was counted has none. */
  hours(workspace: string, limit: number): Promise<Snapshot[]>;
  /** False when the day was summed up before. */
  putDay(day: DaySummary): Promise<boolean>;
  /** The latest days, oldest first. */
  days(workspace: string, limit: number): Promise<DaySummary[]>;
  /** The missions that ended last, newest first. */
  ended(workspace: string, limit: number): Promise<EndedMission[]>;
  putStanding(standing: Standing): Promise<void>;
  standing(workspace: string): Promise<Standing | undefined>;
}
