import * as z from 'zod';
import type { CohortStore } from '../../drafting/app/ports/cohorts.ts';
import { currentTable } from '../../engagement/domain/judge-engagements.ts';
import { missionIdSchema } from '../../kernel/contract/common.ts';
import { providerGroupOf } from '../../leads/domain/mailbox-providers.ts';
import type { MissionStore } from '../../missions/app/ports/missions.ts';
import { decodeCursor, encodeCursor } from '../../platform/cursor.ts';
import type { CohortRef } from '../domain/cohort-ledger.ts';
import { applyFeedback, engagementsOf, type Feedback, type Send } from '../domain/send.ts';
import { type FeedbackDeps, type MessageFeedback, recordFeedback } from './record-feedback.ts';

export interface RejudgeDeps extends FeedbackDeps {
  readonly missions: Pick<MissionStore, 'list'>;
  readonly cohorts: Pick<CohortStore, 'list'>;
}

export interface Rejudged {
  /** Version of the table of weights by which all is judged now. */
  readonly table: number;
  /** Messages that another table had judged, of those that were looked at. */
  readonly judged: number;
  /** Of these, those whose open or click went from a person to a machine, or back. */
  readonly changed: number;
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
 * to the ledger as feedback is, so counts and the reputation of domains follow in the same way, and a repeat changes nothing.
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
  for (let looked = 0; ; ) {
    const page = await deps.missions.list(workspace, { limit: 1, cursor: at.after ?? undefined });
    const [mission] = page.missions;
    const cohorts = mission ? await deps.cohorts.list(workspace, mission.id) : [];
    const done = at.mission === mission?.id ? (at.cohort ?? '') : '';
    for (const { id: cohort } of cohorts.filter(({ id }) => id > done)) {
      if (looked === COHORTS_A_CALL)
        return { table: currentTable(), judged, changed, cursor: encodeCursor(at) };
      const of = await rejudgeCohort(deps, { workspace, missionId: mission?.id ?? '', cohort });
      judged += of.judged;
      changed += of.changed;
      looked += 1;
      at = { after: at.after, ...(mission ? { mission: mission.id } : {}), cohort };
    }
    if (page.cursor === null) return { table: currentTable(), judged, changed, cursor: null };
    at = { after: page.cursor };
  }
}

async function rejudgeCohort(
  deps: RejudgeDeps,
  ref: CohortRef,
): Promise<{ readonly judged: number; readonly changed: number }> {
  const sends = await deps.ledger.ofCohort(ref);
  const old = sends.filter((send) => engagementsOf(send).length > 0 && (send.judgedBy ?? 1) < currentTable());
  if (old.length === 0) return { judged: 0, changed: 0 };
  const leads = await deps.leads.getMany(
    ref.workspace,
    old.map(({ leadId }) => leadId),
  );
  const feedback: Feedback = {
    kind: 'judged',
    at: deps.clock.now().toISOString(),
    judgedBy: currentTable(),
  };
  const items = old.map((send, n): MessageFeedback => {
    const address = leads[n]?.profile.address;
    return { ref: send, feedback, ...(address ? { provider: providerGroupOf(address) } : {}) };
  });
  await recordFeedback(deps, items);
  return {
    judged: old.length,
    changed: old.filter((send) => differs(send, applyFeedback(send, feedback))).length,
  };
}

const differs = (before: Send, after: Send): boolean =>
  Boolean(before.openedAt) !== Boolean(after.openedAt) ||
  Boolean(before.clickedAt) !== Boolean(after.clickedAt);
