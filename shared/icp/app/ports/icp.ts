import type { RexEvent } from '../../../kernel/events.ts';
import type { IcpProfile, MissionTarget } from '../../domain/profile.ts';
import type { SurveyPage } from '../../domain/survey.ts';

/** Profiles of a workspace, and the intermediate results of the missions that make them. */
export interface IcpStore {
  /** The share of the leads with known outcomes that a mission samples; written once. */
  putSampleShare(workspace: string, missionId: string, keep: number): Promise<void>;
  sampleShare(workspace: string, missionId: string): Promise<number | undefined>;
  /** Written once for each page; a repeat writes the same. It is deleted after `until`, because it contains job titles. */
  putSurveyPage(workspace: string, missionId: string, page: SurveyPage, until: Date): Promise<void>;
  /** One page after another, because all together may not fit into memory. */
  surveyPages(workspace: string, missionId: string): AsyncIterable<SurveyPage>;
  /** Stores a profile as the latest; a conflict when its id exists, or when another became the latest meanwhile. */
  create(profile: IcpProfile, events: readonly RexEvent[]): Promise<void>;
  get(workspace: string, id: string): Promise<IcpProfile | undefined>;
  latest(workspace: string): Promise<IcpProfile | undefined>;
  list(
    workspace: string,
    page: { limit: number; cursor?: string | undefined },
  ): Promise<{ profiles: IcpProfile[]; cursor: string | null }>;
  putTarget(workspace: string, missionId: string, target: MissionTarget): Promise<void>;
  target(workspace: string, missionId: string): Promise<MissionTarget | undefined>;
}
