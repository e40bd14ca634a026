import type { RexEvent } from '../../../kernel/events.ts';
import type { Cohort, Drafts } from '../../domain/cohort.ts';

export interface CohortStore {
  /** False when it existed already. */
  create(cohort: Cohort): Promise<boolean>;
  get(workspace: string, missionId: string, id: string): Promise<Cohort | undefined>;
  save(cohort: Cohort, events?: readonly RexEvent[]): Promise<Cohort>;
  list(workspace: string, missionId: string): Promise<Cohort[]>;
  putDrafts(workspace: string, missionId: string, drafts: Drafts): Promise<void>;
  /** Stores the second and last version of the drafts, with the hashes. A repeat changes nothing. */
  saveDrafts(workspace: string, missionId: string, drafts: Drafts): Promise<void>;
  getDrafts(workspace: string, missionId: string, cohort: string): Promise<Drafts | undefined>;
  listDrafts(workspace: string, missionId: string): Promise<Drafts[]>;
  /** Cohorts of all workspaces that were due before `before` and are not done. */
  overdue(before: Date): Promise<{ workspace: string; missionId: string; cohort: string }[]>;
}
