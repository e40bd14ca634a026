import type { Actor } from '../../kernel/events.ts';
import { suppressLead } from '../../leads/app/suppress-lead.ts';
import { settleWaiting } from '../../replies/app/settle-waiting.ts';
import { missionHashOf, type Thread } from '../domain/thread-token.ts';
import { type FeedbackDeps, recordFeedback } from './record-feedback.ts';

const RECIPIENT: Actor = { kind: 'recipient', id: 'one-click' };

/**
 * One-click unsubscribe. The suppression comes first, for it is what counts; the ledger entry tells the mission.
 * Again is fine.
 * @throws RexError NOT_FOUND when the lead is not there
 */
export async function unsubscribe(deps: FeedbackDeps, thread: Thread): Promise<void> {
  const { workspace, leadId } = thread;
  const lead = await suppressLead(deps, {
    workspace,
    leadId,
    reason: 'unsubscribe',
    source: `message ${thread.missionHash}#${thread.step}`,
    actor: RECIPIENT,
    correlationId: leadId,
  });
  await settleWaiting(deps, lead, {
    note: 'They unsubscribed by a link later.',
    actor: RECIPIENT,
    correlationId: leadId,
  });
  const journey = Object.entries(lead.journeys).find(
    ([missionId]) => missionHashOf(missionId) === thread.missionHash,
  );
  if (!journey) return;
  const [missionId, cohort] = journey;
  await recordFeedback(deps, [
    {
      ref: { workspace, missionId, cohort, leadId, step: thread.step },
      feedback: { kind: 'unsubscribed', at: deps.clock.now().toISOString() },
      lead,
    },
  ]);
}
