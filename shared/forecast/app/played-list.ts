import { saysBad } from '../../experiments/domain/stop-test.ts';
import type { OutreachMission } from '../../missions/domain/mission.ts';
import { CANARIES_IN_FLIGHT, CANARY_TEST, cohortTest, nextRelease } from '../../risk/domain/canary.ts';
import { isCleared } from '../../sending/app/judge-list.ts';
import { firstRelease, LOOK_AT_CANARIES_MS, LOOK_MS } from '../../sending/app/release-cohorts.ts';
import type { PlanStop } from '../domain/plan.ts';
import type { PlayedCohort } from './played-cohorts.ts';

/** The list of a mission by what its first e-mails came to: which cohorts are released, and whether it is stopped. */
export class PlayedList {
  mission: OutreachMission;
  private readonly ordered: readonly PlayedCohort[];
  private firsts = 0;
  private bounced = 0;
  /** People who never got a message, and will not. */
  private out = 0;

  constructor(mission: OutreachMission, cohorts: readonly PlayedCohort[], start: Date) {
    this.ordered = cohorts.toSorted((a, b) => (a.order ?? 0) - (b.order ?? 0));
    const several = cohorts.some(({ order }) => order !== undefined);
    const release = {
      cohorts: firstRelease(cohorts.map(({ order, size }) => ({ order, size }))),
      at: start.toISOString(),
      settled: 0,
      bounced: 0,
    };
    this.mission = { ...mission, state: 'EXECUTING', release: several ? release : undefined };
  }

  /** Whether the cohort may send; if not, it looks again, or is woken by its release. */
  isReleased(cohort: PlayedCohort, now: Date): boolean {
    const { release } = this.mission;
    if (!release || cohort.order === undefined || cohort.order < release.cohorts) return true;
    if (cohort.order > release.cohorts) {
      cohort.nextAt = Infinity;
      return false;
    }
    const { ordered } = this;
    const settled = { successes: this.bounced, trials: this.firsts };
    const sizes = ordered.map(({ size }) => size);
    const next = nextRelease({ sizes, released: release.cohorts, settled, out: this.out });
    const known = { ...release, settled: this.firsts, bounced: this.bounced };
    if (next > release.cohorts) {
      this.mission = { ...this.mission, release: { ...known, cohorts: next } };
      for (const each of ordered.slice(release.cohorts, next + 1)) each.nextAt = now.getTime();
    } else {
      cohort.nextAt = now.getTime() + (isCleared(known) ? LOOK_MS : LOOK_AT_CANARIES_MS);
    }
    return false;
  }

  /** How many first e-mails a cohort may send at once. */
  roomOf({ order }: PlayedCohort): number {
    const { release } = this.mission;
    return release && order !== undefined && !isCleared(release) ? CANARIES_IN_FLIGHT : Infinity;
  }

  countFirst(cohort: PlayedCohort, bounced: boolean): void {
    this.firsts++;
    cohort.firsts++;
    if (!bounced) return;
    this.bounced++;
    cohort.bounced++;
  }

  countOut(): void {
    this.out++;
  }

  /** Why the bounces stop the mission, by the tests that judge a list; undefined when they do not. */
  judge(cohort: PlayedCohort, now: Date): PlanStop | undefined {
    const all = { successes: this.bounced, trials: this.firsts };
    const own = { successes: cohort.bounced, trials: cohort.firsts };
    const isBad =
      (!isCleared(this.mission.release) && saysBad(all, CANARY_TEST)) ||
      saysBad(own, cohortTest(cohort.order ?? 0));
    if (!isBad) return undefined;
    return {
      at: now.toISOString(),
      because: 'list',
      explanation: `${all.successes} of ${all.trials} first e-mails have bounced by then, as is expected of such addresses: the list would be stopped. Have it verified, or leave out those of most risk.`,
    };
  }
}
