import { providerGroupOf } from '../../leads/domain/mailbox-providers.ts';
import type { InboundKind } from '../../mail/domain/inbound-kind.ts';
import type { Feedback } from '../domain/send.ts';
import type { InboundFeedback, SendFeedback } from './ports/send-feedback.ts';
import { type FeedbackDeps, recordFeedback } from './record-feedback.ts';

/** What an inbound mail means for the message it answers; the other kinds mean nothing for the ledger. */
const MEANING: Partial<Record<InboundKind, (at: string) => Feedback>> = {
  reply: (at) => ({ kind: 'replied', at }),
  unsubscribe_request: (at) => ({ kind: 'unsubscribed', at }),
  complaint: (at) => ({ kind: 'complained', at }),
  bounce: (at) => ({ kind: 'bounced', at, permanent: true, diagnostic: 'bounce mail' }),
};

export const inboundRecorder = (deps: FeedbackDeps): SendFeedback => ({
  async recordInbound({ lead, missionId, step, kind, at }: InboundFeedback): Promise<void> {
    const feedback = MEANING[kind]?.(at.toISOString());
    const cohort = missionId && lead.journeys[missionId];
    if (!feedback || !missionId || !cohort) return;
    const ref = { workspace: lead.workspace, missionId, cohort, leadId: lead.id, step };
    await recordFeedback(deps, [{ ref, feedback, provider: providerGroupOf(lead.profile.address), lead }]);
  },
});
