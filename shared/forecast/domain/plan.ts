import type { Reaction } from './people.ts';

/** What a day of UTC of a plan, or of a mission, saw. */
interface DayOfSends {
  readonly day: string;
  readonly domain: string;
  /** Messages of all channels, by step: index 0 is step 1. */
  readonly bySteps: readonly number[];
  readonly emails: number;
}

/** A day of a plan, beside what it may be at most. */
export interface PlannedDay extends DayOfSends {
  /** Most e-mails that the domain may send. */
  readonly cap: number;
  /** Expected bounces of the day's e-mails, and how many may be. */
  readonly risk: number;
  readonly riskMost: number;
}

/** Why a plan comes to an end before everybody was written to. */
export interface PlanStop {
  readonly at: string;
  readonly because: 'list' | 'domain' | 'horizon';
  readonly explanation: string;
}

export interface Plan {
  readonly seed: number;
  readonly startsAt: string;
  /** The last message; absent when there is none. */
  readonly lastSentAt: string | undefined;
  /** When the mission has waited for answers too; absent when it stops before. */
  readonly finishesAt: string | undefined;
  readonly days: readonly PlannedDay[];
  readonly bySteps: readonly number[];
  readonly reactions: Readonly<Record<Exclude<Reaction, 'none'>, number>>;
  /** Leads whom a guard or a draft stops for good, by code. */
  readonly blocked: Readonly<Record<string, number>>;
  /** Steps on LinkedIn, which a person does. */
  readonly tasks: number;
  readonly costUsd: number;
  readonly stopped: PlanStop | undefined;
}
