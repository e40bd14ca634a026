import * as z from 'zod';
import type { PoolStore } from '../../domains/app/ports/pools.ts';
import type { CohortStore } from '../../drafting/app/ports/cohorts.ts';
import { addCounts } from '../../engagement/domain/hour-counts.ts';
import { currentTable } from '../../engagement/domain/judge-engagements.ts';
import type { Clock } from '../../kernel/clock.ts';
import { missionIdSchema } from '../../kernel/contract/common.ts';
import type { LeadStore } from '../../leads/app/ports/leads.ts';
import { providerGroupOf } from '../../leads/domain/mailbox-providers.ts';
import type { MissionStore } from '../../missions/app/ports/missions.ts';
import { decodeCursor, encodeCursor } from '../../platform/cursor.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import type { CohortRef } from '../domain/cohort-ledger.ts';
import { countsOfChange } from '../domain/counts-of-change.ts';
import { applyFeedback, engagementsOf, type Feedback, type Send } from '../domain/send.ts';
import { countSignals, domainSignals } from './count-signals.ts';
import type { SendLedger } from './ports/sending.ts';

export interface RejudgeDeps {
  readonly ledger: Pick<SendLedger, 'read' | 'tell'>;
  readonly leads: Pick<LeadStore, 'getMany'>;
  readonly pools: Pick<PoolStore, 'countTraffic'>;
  readonly clock: Clock;
  readonly missions: Pick<MissionStore, 'list'>;
  readonly cohorts: Pick<CohortStore, 'list'>;
  /** Makes the report of a mission follow what was judged; whether that has changed it. A repeat changes nothing. */
  readonly rejudgeReport: (workspace: string, missionId: string) => Promise<boolean>;
}

export interface Rejudged {
  /** Version of the table of weights by which all is judged now. */
  readonly table: number;
  /** Messages that another table had judged, of those that were looked at. */
  readonly judged: number;
  /** Of these, those whose open or click went from a person to a machine, or back. */
  readonly changed: number;
  /** Reports of missions that say something else now. */
  readonly reports: number;
  /** Where to go on; null at the end. */
  readonly cursor: string | null;
}

/** The mission that is looked at, as the page of one that follows `after`, and its last cohort that was done. */
const positionSchema = z.strictObject({
  after: z.string().nullable(),
  mission: missionIdSchema.optional(),
  cohort: z.string().optional(),
});

/** A call ends after so many cohorts, well within the time of a request. */
const COHORTS_A_CALL = 40;

/**
 * Judges what people and machines opened and clicked by the current table of weights, mission by mission. What changes is told
 * to the ledger as feedback is, with the counts in the same write; the reputation of domains follows, and when all of a mission is
 * judged, its report. A repeat changes nothing.
 * @throws RexError VALIDATION_FAILED for a foreign cursor
 */
export async function rejudgeEngagements(
  deps: RejudgeDeps,
  workspace: string,
  input: { readonly cursor?: string | undefined },
): Promise<Rejudged> {
  let at: z.infer<typeof positionSchema> =
    input.cursor === undefined ? { after: null } : decodeCursor(input.cursor, positionSchema);
  let judged = 0;
  let changed = 0;
  let reports = 0;
  const upTo = (cursor: string | null): Rejudged => ({
    table: currentTable(),
    judged,
    changed,
    reports,
    cursor,
  });
  for (let looked = 0; ; ) {
    const page = await deps.missions.list(workspace, { limit: 1, cursor: at.after ?? undefined });
    const [mission] = page.missions;
    const cohorts = mission ? await deps.cohorts.list(workspace, mission.id) : [];
    const done = at.mission === mission?.id ? (at.cohort ?? '') : '';
    for (const { id: cohort } of cohorts.filter(({ id }) => id > done)) {
      if (looked >= COHORTS_A_CALL) return upTo(encodeCursor(at));
      const ref = { workspace, missionId: mission?.id ?? '', cohort };
      const of = await retryOnConflict(() => rejudgeCohort(deps, ref));
      judged += of.judged;
      changed += of.changed;
      looked += 1;
      at = { after: at.after, ...(mission ? { mission: mission.id } : {}), cohort };
    }
    if (mission && cohorts.length > 0) {
      if (await deps.rejudgeReport(workspace, mission.id)) reports += 1;
      // It has read them all again.
      looked += cohorts.length;
    }
    if (page.cursor === null) return upTo(null);
    at = { after: page.cursor };
  }
}

async function rejudgeCohort(
  deps: RejudgeDeps,
  ref: CohortRef,
): Promise<{ readonly judged: number; readonly changed: number }> {
  const now = deps.clock.now();
  const feedback: Feedback = { kind: 'judged', at: now.toISOString(), judgedBy: currentTable() };
  const ledger = await deps.ledger.read(ref);
  const changes = [...ledger.sends.values()].flatMap((before) => {
    const after = engagementsOf(before).length > 0 ? applyFeedback(before, feedback) : before;
    return after === before ? [] : [{ before, after }];
  });
  if (changes.length === 0) return { judged: 0, changed: 0 };
  await deps.ledger.tell(
    ledger,
    changes.map(({ after }) => ({ ref: after, feedback })),
    { at: now, counts: addCounts(changes.map(({ before, after }) => countsOfChange(before, after))) },
  );
  const moved = changes.filter(({ before, after }) => differs(before, after));
  const leads = await deps.leads.getMany(
    ref.workspace,
    moved.map(({ after }) => after.leadId),
  );
  await countSignals(
    deps,
    moved.flatMap(({ before, after }, n) =>
      domainSignals(before, after, providerGroupOf(leads[n]?.profile.address ?? '')),
    ),
  );
  return { judged: changes.length, changed: moved.length };
}

const differs = (before: Send, after: Send): boolean =>
  Boolean(before.openedAt) !== Boolean(after.openedAt) ||
  Boolean(before.clickedAt) !== Boolean(after.clickedAt);
