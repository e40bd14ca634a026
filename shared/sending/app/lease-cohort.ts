import type { CohortStore } from '../../drafting/app/ports/cohorts.ts';
import type { OutboundMessage } from '../../drafting/contract/messages.ts';
import { COHORT_LEASE_MS, type Cohort } from '../../drafting/domain/cohort.ts';
import { addMs, type Clock } from '../../kernel/clock.ts';
import { shortHash } from '../../kernel/ids.ts';
import { finishPart } from '../../missions/app/mission-steps.ts';
import type { MissionStore } from '../../missions/app/ports/missions.ts';
import type { TaskTokens } from '../../missions/app/ports/workflow.ts';
import type { Mission } from '../../missions/domain/mission.ts';
import type { Scheduler } from '../../platform/ports/queues.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import { cohortWorked } from '../domain/cohort-event.ts';
import { type ReleaseDeps, waitForRelease } from './release-cohorts.ts';
import type { SendView } from './send-context.ts';

export interface LeaseCohortDeps extends ReleaseDeps {
  readonly missions: MissionStore;
  readonly tokens: TaskTokens;
  readonly clock: Clock;
  readonly cohorts: CohortStore;
  readonly wake: Scheduler<OutboundMessage>;
}

/** The mission does not execute: the cohort sleeps until its next execution wakes it. */
export async function parkCohort(deps: LeaseCohortDeps, cohort: Cohort): Promise<void> {
  await saveClosed(deps, { ...cohort, state: 'drafted', leaseUntil: undefined, nextDueAt: undefined }, []);
}

/** Work that failed must not hold the lease to its end; when this fails too, the lease ends by itself. */
export async function giveBackCohort(deps: LeaseCohortDeps, cohort: Cohort): Promise<void> {
  const now = deps.clock.now();
  const nextDueAt = (wakeUpAhead(cohort, now) ?? now).toISOString();
  await saveClosed(deps, { ...cohort, leaseUntil: undefined, nextDueAt }, []).catch(() => undefined);
}

/** When the wake-up comes that was scheduled by who worked on the cohort before; undefined when it has come. */
function wakeUpAhead({ nextDueAt }: Cohort, now: Date): Date | undefined {
  return nextDueAt !== undefined && nextDueAt > now.toISOString() ? new Date(nextDueAt) : undefined;
}

/** A cohort that was leased, and its mission as it was then. */
export interface Leased {
  readonly cohort: Cohort;
  readonly mission: Mission | undefined;
}

/**
 * The cohort under a new epoch, or undefined when there is nothing to do or somebody else is at it, who is then told to look
 * again. `nextDueAt` is still that of before: where it lies ahead, a wake-up is scheduled for it.
 */
export function leaseCohort(deps: LeaseCohortDeps, message: OutboundMessage): Promise<Leased | undefined> {
  return retryOnConflict(async () => {
    const now = deps.clock.now();
    const { workspace, missionId } = message;
    const [cohort, mission] = await Promise.all([
      deps.cohorts.get(workspace, missionId, message.cohort),
      deps.missions.get(workspace, missionId),
    ]);
    if (cohort?.state !== 'active') return undefined;
    if (cohort.leaseUntil && cohort.leaseUntil > now.toISOString()) {
      // What this wake-up tells of (a resume, a decided reply) may have happened after the other has looked.
      if (!cohort.woken && !message.byClock) await deps.cohorts.save({ ...cohort, woken: true });
      return undefined;
    }
    if (message.byClock && wakeUpAhead(cohort, now)) return undefined;
    if (await sleepsOn(deps, cohort, mission, now)) return undefined;
    const until = addMs(now, COHORT_LEASE_MS).toISOString();
    const leased = await deps.cohorts.save({
      ...cohort,
      epoch: cohort.epoch + 1,
      leaseUntil: until,
      // One that is due keeps its place in the work index, since every change of it costs two more writes.
      nextDueAt: [until, cohort.nextDueAt ?? until].toSorted()[0],
      woken: undefined,
    });
    return { cohort: { ...leased, nextDueAt: cohort.nextDueAt }, mission };
  });
}

/** Whether its mission has not come to the cohort yet. Then it is not leased: one write says when to look again, or none. */
async function sleepsOn(
  deps: LeaseCohortDeps,
  cohort: Cohort,
  mission: Mission | undefined,
  now: Date,
): Promise<boolean> {
  const until = mission && (await waitForRelease(deps, cohort, mission, now));
  if (!until) return false;
  const scheduled = wakeUpAhead(cohort, now);
  if (scheduled && scheduled <= until) return true;
  await wakeAt(deps, cohort, until);
  await saveClosed(deps, { ...cohort, nextDueAt: until.toISOString() }, []);
  return true;
}

/**
 * Gives the lease back with the next time, or ends the cohort. The barrier is told before the cohort is marked
 * as done, and the wake-up scheduled before it is recorded: a death in between makes the next worker do it again, who relies on
 * what is recorded.
 */
export async function closeCohort(
  deps: LeaseCohortDeps,
  cohort: Cohort,
  again: readonly Date[],
  counts: Readonly<Record<string, number>>,
  view: SendView,
): Promise<void> {
  const now = deps.clock.now();
  const { workspace, missionId, id } = cohort;
  const soonest = again.reduce<Date | undefined>(
    (earliest, at) => (earliest && earliest <= at ? earliest : at),
    undefined,
  );
  // A message may come twice, and before its time: were each to schedule one of its own, wake-ups would only grow in number.
  const scheduled = wakeUpAhead(cohort, now);
  const isScheduled = scheduled !== undefined && soonest !== undefined && scheduled <= soonest;
  const next = isScheduled ? scheduled : soonest;
  if (!next) await finishPart(deps, { workspace, missionId, name: 'outreach' }, id);
  const closed: Cohort = next
    ? { ...cohort, leaseUntil: undefined, nextDueAt: next.toISOString() }
    : { ...cohort, state: 'done', leaseUntil: undefined, nextDueAt: undefined };
  const worthTelling = !next || Object.keys(counts).length > 0;
  if (next && !isScheduled) await wakeAt(deps, cohort, next);
  await saveClosed(
    deps,
    closed,
    worthTelling ? [cohortWorked(closed, { counts, done: !next }, now, view.mission.correlationId)] : [],
  );
}

/** One for each time, however often it is scheduled. */
async function wakeAt({ wake }: Pick<LeaseCohortDeps, 'wake'>, cohort: Cohort, at: Date): Promise<void> {
  const { workspace, missionId, id } = cohort;
  const name = `cohort-${shortHash(`${workspace} ${missionId} ${id}`, 20)}-${at.getTime()}`;
  await wake.at(name, at, { workspace, missionId, cohort: id, byClock: true });
}

/**
 * Ends a lease of our epoch, which nobody else does. A write whose answer is lost may be there all the same: that is no failure.
 * Where a wake-up came meanwhile, the cohort is due at once, and that wake-up comes again.
 */
async function saveClosed(
  deps: Pick<LeaseCohortDeps, 'cohorts' | 'clock' | 'wake'>,
  closed: Cohort,
  events: Parameters<CohortStore['save']>[1],
): Promise<void> {
  const { cohorts, clock } = deps;
  try {
    await cohorts.save(closed, events);
  } catch (error) {
    const { workspace, missionId, id, epoch } = closed;
    const stored = await cohorts.get(workspace, missionId, id).catch(() => undefined);
    if (stored?.epoch !== epoch || stored.version === closed.version) throw error;
    if (!stored.leaseUntil) return;
    if (!stored.woken) throw error;
    const { version } = stored;
    if (closed.state === 'done') return saveClosed(deps, { ...closed, version }, events);
    const now = clock.now();
    const due: Cohort = { ...closed, version, state: 'active', nextDueAt: now.toISOString() };
    // Not before: the wake-up would come at once, and find the lease. Without it, the sweep finds what is due.
    await saveClosed(deps, due, events);
    await wakeAt(deps, due, now);
  }
}
