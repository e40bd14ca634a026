import type { Decision } from '../../../decisions/domain/decision.ts';
import type { RexEvent } from '../../../kernel/events.ts';
import type { ReplyClass } from '../../../mail/contract/reply-class.ts';
import type { ReactivationModel } from '../../../scoring/domain/reactivation-model.ts';
import type { MissionState } from '../../contract/mission.ts';
import type { ScoredPage } from '../../domain/audience.ts';
import type { Mission } from '../../domain/mission.ts';
import type { StepRecord } from '../../domain/step.ts';

export interface MissionWrite {
  readonly events?: readonly RexEvent[];
  readonly decisions?: readonly Decision[];
}

/** States of missions that have not ended. There are never many such missions, and each is on the list of its state. */
export type ActiveState = Exclude<MissionState, 'COMPLETED' | 'CANCELLED'>;

export interface MissionFilter {
  readonly state?: string | undefined;
  readonly type?: string | undefined;
  readonly minPriority?: number | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

export interface IdempotentCreate {
  readonly key: string;
  readonly requestHash: string;
}

/** Replies to the messages of a mission. */
export interface ReplyCounts {
  /** Those that wait for a decision. */
  readonly waiting: number;
  /** What their authors want, decided or not; classes of none are left out. */
  readonly classes: Readonly<Partial<Record<ReplyClass, number>>>;
}

export interface MissionStore {
  /**
   * Creates a mission with its first event; with an idempotency key at most once for that key: a repeat returns the mission that
   * was created before.
   * @throws RexError IDEMPOTENCY_MISMATCH when the key was used for another request.
   */
  create(mission: Mission, write: MissionWrite, idempotent?: IdempotentCreate): Promise<Mission>;
  get(workspace: string, id: string): Promise<Mission | undefined>;
  /** Guarded by `mission.version`, the version that was read. Events and decisions are written in the same transaction. */
  save(mission: Mission, write?: MissionWrite): Promise<Mission>;
  list(workspace: string, filter: MissionFilter): Promise<{ missions: Mission[]; cursor: string | null }>;
  /** All missions in a state that is not final, however old they are. The list is updated with a short delay. */
  inState(workspace: string, state: ActiveState): Promise<Mission[]>;
  /** Ids of missions that were completed, failed, escalated or cancelled since then. Up to date at once. */
  endedSince(workspace: string, since: Date): Promise<string[]>;
  getMany(workspace: string, ids: readonly string[]): Promise<(Mission | undefined)[]>;
  countByState(workspace: string): Promise<Record<string, number>>;
  /** Working missions of all workspaces that were created until now, by the sparse work index. */
  working(now: Date): Promise<{ workspace: string; id: string }[]>;
  /** Workspaces that have a mission in the queue. */
  workspacesThatWait(now: Date): Promise<string[]>;
  /** The next missions of a type in the queue of a workspace, best rank first. The list is updated with a short delay. */
  nextInQueue(workspace: string, type: string, limit: number): Promise<Mission[]>;
  /** About the mission itself, without those of its rounds of sending, of which there is no end. */
  decisions(workspace: string, id: string): Promise<Decision[]>;
  events(workspace: string, id: string, limit: number): Promise<RexEvent[]>;
  replyCounts(workspace: string, id: string): Promise<ReplyCounts>;

  steps(workspace: string, id: string): Promise<StepRecord[]>;
  getStep(workspace: string, id: string, name: string): Promise<StepRecord | undefined>;
  createStep(step: StepRecord): Promise<void>;
  saveStep(step: StepRecord): Promise<StepRecord>;

  putModel(workspace: string, id: string, model: ReactivationModel): Promise<void>;
  getModel(workspace: string, id: string): Promise<ReactivationModel | undefined>;
  /** Written once for each page; a repeat writes the same. */
  putScoredPage(workspace: string, id: string, page: ScoredPage): Promise<void>;
  scoredPages(workspace: string, id: string): Promise<ScoredPage[]>;
  getScoredPage(workspace: string, id: string, page: string): Promise<ScoredPage | undefined>;
}
