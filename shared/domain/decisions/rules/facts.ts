import type { MissionState } from '../../../contracts/mission.ts';

/** What the rules about a mission may look at. Recorded with every decision. */
export interface MissionFacts {
  readonly state: MissionState;
  readonly situation: 'dispatch' | 'failure' | 'orphaned';
  readonly failures: number;
  readonly maxFailures: number;
  /** Whether trying again can help: time-outs and throttles yes, bad data no. */
  readonly transient: boolean;
  readonly error: string;
  readonly paused: boolean;
  readonly settingsComplete: boolean;
  readonly waitingFor: string | null;
  readonly approval: 'none' | 'pending' | 'approved' | 'rejected' | 'expired' | 'void';
}
