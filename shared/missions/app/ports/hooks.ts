import type { FactsOf } from '../../../decisions/domain/situations.ts';
import type { Mission } from '../../domain/mission.ts';
import type { StepRecord } from '../../domain/step.ts';
import type { Compensation } from '../../domain/workflows/actions.ts';

/**
 * What missions have outside of the engine, and what the engine asks of it there. Features fill it in where functions are
 * put together; all of it may be called again.
 */
export interface MissionHooks {
  /** Takes back what a step has left behind when its mission ends badly. */
  readonly takeBack: Readonly<Record<Compensation, (mission: Mission) => Promise<void>>>;
  /** What people have said so far to what the mission asked of them, as the rules of failure know it. */
  readonly answerOf: (mission: Mission) => Promise<FactsOf<'failure'>['approval']>;
  /** Makes anew what a change of the mission has made void, before its steps go on. */
  readonly redraft: (mission: Mission) => Promise<Mission>;
  /** Whether anything went out, or may have: nobody answers what was not sent. */
  readonly mayBeAnswered: (mission: Mission) => Promise<boolean>;
  /** Resolves when nothing of the mission is on its way out any more. */
  readonly waitUntilQuiet: (mission: Mission) => Promise<void>;
  /** Whether a step waits for an answer that is there already. */
  readonly answerIsLate: (mission: Mission, steps: readonly StepRecord[]) => Promise<boolean>;
  /** Wakes work of missions that was due before an instant and lies still; says how much it was. */
  readonly wakeOverdue: (before: Date) => Promise<number>;
}
