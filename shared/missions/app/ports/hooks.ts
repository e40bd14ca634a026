import type { FactsOf } from '../../../decisions/domain/situations.ts';
import type { Mission } from '../../domain/mission.ts';
import type { StepRecord } from '../../domain/step.ts';
import type { Compensation } from '../../domain/workflows/actions.ts';

/**
 * What the engine needs from features outside of it. Features provide the hooks where functions are wired; every hook may be
 * called repeatedly.
 */
export interface MissionHooks {
  /** Undoes a step when its mission fails or is cancelled. */
  readonly takeBack: Readonly<Record<Compensation, (mission: Mission) => Promise<void>>>;
  /** The state of the mission's approval, as a fact for the rules of failure. */
  readonly answerOf: (mission: Mission) => Promise<FactsOf<'failure'>['approval']>;
  /** Redoes what a change of the mission made void, before its steps continue. */
  readonly redraft: (mission: Mission) => Promise<Mission>;
  /** Whether any message was sent, or may have been: without one there are no replies to wait for. */
  readonly mayBeAnswered: (mission: Mission) => Promise<boolean>;
  /** Resolves when no message of the mission is in flight any more; false: somebody who may have some has not reported back. */
  readonly waitUntilQuiet: (mission: Mission) => Promise<boolean>;
  /** Whether a step waits for an answer that has come already. */
  readonly answerIsLate: (mission: Mission, steps: readonly StepRecord[]) => Promise<boolean>;
  /** Wakes work of missions that was due before an instant and did not run; returns its number. */
  readonly wakeOverdue: (before: Date) => Promise<number>;
}
