import type { CohortStore } from '../../drafting/app/ports/cohorts.ts';
import type { OutboundMessage } from '../../drafting/contract/messages.ts';
import type { Cohort } from '../../drafting/domain/cohort.ts';
import { addMs, DAY, HOUR, MINUTE } from '../../kernel/clock.ts';
import { mapConcurrent } from '../../kernel/concurrency.ts';
import { REX } from '../../kernel/events.ts';
import { shortHash } from '../../kernel/ids.ts';
import type { MissionStore } from '../../missions/app/ports/missions.ts';
import { type Mission, missionEvent, type Release } from '../../missions/domain/mission.ts';
import type { Scheduler } from '../../platform/ports/queues.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import { nextRelease } from '../../risk/domain/canary.ts';
import { firstMails } from '../domain/first-mails.ts';
import { isCleared } from './judge-list.ts';
import type { SendLedger } from './ports/sending.ts';

export interface ReleaseDeps {
  readonly missions: Pick<MissionStore, 'get' | 'save'>;
  readonly cohorts: Pick<CohortStore, 'list'>;
  readonly ledger: Pick<SendLedger, 'read'>;
  readonly wake: Scheduler<OutboundMessage>;
}

const READ_AT_ONCE = 8;
export const LOOK_AT_CANARIES_MS = 5 * MINUTE;
export const LOOK_MS = HOUR;
/** While those that may send wait for an hour of their own. One that is woken before it may have sent meanwhile. */
const REST_AT_MOST_MS = 6 * HOUR;
/** Whoever is not next is woken by its release; this is for a message that was lost. */
export const LOOK_BY_ITSELF_MS = DAY;
/** The wake-ups of a release come after it is written, unless its process dies in between. */
const RELEASE_MS = MINUTE;

const byOrder = <C extends Pick<Cohort, 'order'>>(cohorts: readonly C[]): C[] =>
  cohorts.filter(({ order }) => order !== undefined).toSorted((a, b) => (a.order ?? 0) - (b.order ?? 0));
const sizesOf = (cohorts: readonly Pick<Cohort, 'size'>[]): number[] => cohorts.map(({ size }) => size);

/** How many cohorts may send at first: the canaries. */
export const firstRelease = (cohorts: readonly Pick<Cohort, 'order' | 'size'>[]): number =>
  nextRelease({
    sizes: sizesOf(byOrder(cohorts)),
    released: 0,
    settled: { successes: 0, trials: 0 },
    out: 0,
  });

/**
 * Whether a cohort may send yet. The first that may not looks at what became of those that do, and lets the next ones go; the
 * others wait to be woken.
 * @returns when to look again; undefined when it may send
 */
export async function waitForRelease(
  deps: ReleaseDeps,
  { order, id }: Cohort,
  { workspace, id: missionId, release, state }: Mission,
  now: Date,
): Promise<Date | undefined> {
  // Of a mission that has ended, the guards stop every lead: there is nothing to wait for.
  if (state !== 'EXECUTING') return undefined;
  if (!release || order === undefined || order < release.cohorts) return undefined;
  if (release.stopped || order > release.cohorts) return addMs(now, LOOK_BY_ITSELF_MS);
  const cohorts = byOrder(await deps.cohorts.list(workspace, missionId));
  const sending = cohorts.slice(0, release.cohorts);
  const seen = await seenOf(deps, sending, release, now);
  const next = nextRelease({ sizes: sizesOf(cohorts), released: release.cohorts, ...seen });
  const { successes: bounced, trials: settled } = seen.settled;
  if (next > release.cohorts) {
    // First, so that a death in between loses nobody: whoever is woken and was not released sleeps on. The first one behind
    // them looks from now on.
    for (const cohort of cohorts.slice(release.cohorts, next + 1).filter((each) => each.id !== id)) {
      const name = `release-${shortHash(`${workspace} ${missionId} ${cohort.id}`, 20)}-${next}`;
      await deps.wake.at(name, addMs(now, RELEASE_MS), { workspace, missionId, cohort: cohort.id });
    }
    await retryOnConflict(async () => {
      const mission = await deps.missions.get(workspace, missionId);
      if (!mission?.release || mission.release.stopped || mission.release.cohorts >= next) return;
      const counts = { cohorts: next, settled, bounced };
      await deps.missions.save(
        { ...mission, release: { ...mission.release, ...counts, at: now.toISOString() } },
        { events: [missionEvent(mission, 'mission.cohorts-released', { now, actor: REX }, counts)] },
      );
    });
    return undefined;
  }
  const soon = addMs(now, isCleared({ ...release, settled, bounced }) ? LOOK_MS : LOOK_AT_CANARIES_MS);
  if (seen.inFlight > 0) return soon;
  // Nobody hears of mails before they are sent, and of what is heard soon after.
  const [due = addMs(now, LOOK_MS).toISOString()] = sending
    .flatMap(({ nextDueAt }) => nextDueAt ?? [])
    .toSorted();
  const heard = Math.min(Date.parse(due) + LOOK_AT_CANARIES_MS, now.getTime() + REST_AT_MOST_MS);
  return new Date(Math.max(heard, soon.getTime()));
}

async function seenOf(deps: ReleaseDeps, cohorts: readonly Cohort[], { resumed }: Release, now: Date) {
  const of = await mapConcurrent(cohorts, READ_AT_ONCE, async (cohort) => {
    const { workspace, missionId, id, size, state, blocked } = cohort;
    const ledger = await deps.ledger.read({ workspace, missionId, cohort: id }, 'eventual');
    const mails = firstMails(ledger, now, resumed?.at);
    const before = firstMails(ledger, now).settled - mails.settled;
    const out = before + mails.withoutMail + Object.keys(blocked).length;
    return { ...mails, out: state === 'done' ? size - mails.settled : out };
  });
  const sum = (pick: (each: (typeof of)[number]) => number): number =>
    of.reduce((all, each) => all + pick(each), 0);
  return {
    settled: { successes: sum(({ bounced }) => bounced), trials: sum(({ settled }) => settled) },
    out: sum(({ out }) => out),
    inFlight: sum(({ inFlight }) => inFlight),
  };
}
