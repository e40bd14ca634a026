import type { MessagesApproval } from '../../approvals/domain/approval.ts';
import { newContactNumber } from '../../channels/domain/contact-number.ts';
import { POLICY_VERSION } from '../../content/domain/policy.ts';
import type { LeadDrafts } from '../../drafting/domain/cohort.ts';
import type { BuiltMessage } from '../../drafting/domain/message.ts';
import type { Lead } from '../../leads/domain/lead.ts';
import type { OutreachMission } from '../../missions/domain/mission.ts';
import type { Send } from '../../sending/domain/send.ts';
import type { Reaction } from '../domain/people.ts';
import { SAME } from './plan-input.ts';

/** Messages are not built here: what they say is not what is played. */
export const asApproved = (): BuiltMessage => ({
  ok: true,
  channel: 'linkedin',
  rendered: { text: '', segments: 0, evidence: [] },
  hash: SAME,
  framework: '',
  to: '',
  from: '',
});

export const ANY_NUMBER = newContactNumber('plan', 'n');

/** Somebody to whom nothing stands against a message. */
export const someoneIn = (workspace: string, timeZone: string | undefined): Lead => ({
  workspace,
  id: `l_${'0'.repeat(20)}`,
  version: 1,
  profile: {
    identity: 'someone@plan.invalid',
    address: 'someone@plan.invalid',
    externalIds: [],
    phone: '+15005550006',
    linkedinUrl: 'https://www.linkedin.com/in/someone',
    ...(timeZone === undefined ? {} : { timeZone }),
    consent: 'subscribed',
    channelConsents: { sms: 'subscribed', whatsapp: 'subscribed' },
    roleAddress: false,
    neverMail: false,
    flags: [],
  },
  origin: '',
  roster: '',
  contacted: [],
  journeys: {},
});

export const approvalOf = ({ workspace, id }: OutreachMission, now: Date): MessagesApproval => ({
  subject: 'messages',
  workspace,
  id: `a_${'0'.repeat(26)}`,
  version: 1,
  missionId: id,
  state: 'approved',
  digest: '',
  policyVersion: POLICY_VERSION,
  cohorts: {},
  recipients: 0,
  messages: 0,
  blockedDrafts: {},
  createdAt: now.toISOString(),
  expiresAt: now.toISOString(),
});

/** The ledger entry of a message that went out and what became of it. */
export const sentAs = (
  { workspace, id }: OutreachMission,
  cohort: string,
  { leadId, variant }: LeadDrafts,
  step: number,
  channel: Send['channel'],
  at: string,
  reaction: Reaction,
): Send => ({
  workspace,
  missionId: id,
  cohort,
  leadId,
  step,
  variant,
  state: reaction === 'bounced' ? 'bounced' : 'delivered',
  channel,
  subject: '',
  contentHash: SAME,
  approvalId: '',
  domain: '',
  claimedAt: at,
  sentAt: at,
  ...(reaction === 'bounced' ? { bouncedAt: at, bounce: { permanent: true, diagnostic: '' } } : {}),
  ...(reaction === 'complained' ? { complainedAt: at } : {}),
  ...(reaction === 'unsubscribed' ? { unsubscribedAt: at } : {}),
  ...(reaction === 'replied' ? { repliedAt: at } : {}),
});
