import type { RexEvent } from '../../../kernel/events.ts';
import type { IcpProfile, MissionTarget } from '../../domain/profile.ts';
import type { SurveyPage } from '../../domain/survey.ts';

/** Profiles of a workspace, and what its missions keep on the way to one. */
export interface IcpStore {
  /** The share of the leads with known outcomes that a mission samples; written once. */
  putSampleShare(workspace: string, missionId: string, keep: number): Promise<void>;
  sampleShare(workspace: string, missionId: string): Promise<number | undefined>;
  /** Written once per page; a repeat writes the same. It goes by itself after `until`: it holds titles of people. */
  putSurveyPage(workspace: string, missionId: string, page: SurveyPage, until: Date): Promise<void>;
  /** One after another: together they need not fit into memory. */
  surveyPages(workspace: string, missionId: string): AsyncIterable<SurveyPage>;
  /** Becomes the latest one; a conflict when there is one of its id, or another one became the latest meanwhile. */
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
