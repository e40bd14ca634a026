import type { MessagesApproval } from '../../shared/approvals/domain/approval.ts';
import { POLICY_VERSION } from '../../shared/content/domain/policy.ts';
import type { Answer } from '../../shared/inbox/domain/answer.ts';
import { REX, type RexEvent } from '../../shared/kernel/events.ts';
import { type Lead, leadSchema } from '../../shared/leads/domain/lead.ts';
import { type Mission, missionSchema } from '../../shared/missions/domain/mission.ts';
import { newsletterOf } from '../../shared/newsletter/contract/issue.ts';
import type { Issue } from '../../shared/newsletter/domain/issue.ts';
import type { Subscriber } from '../../shared/newsletter/domain/links.ts';
import type { Subscription } from '../../shared/newsletter/domain/subscription.ts';
import type { Send } from '../../shared/sending/domain/send.ts';

/** Records as they are when nothing is special about them: a test names only what it is about. */
const AT = '2026-01-01T00:00:00.000Z';
const WORKSPACE = 'acme';
const MISSION_ID = `m_${'0'.repeat(26)}`;
const LEAD_ID = `l_${'0'.repeat(20)}`;

export const sampleProfile = (change: Partial<Lead['profile']> = {}): Lead['profile'] => ({
  identity: 'ann@acme.example',
  address: 'ann@acme.example',
  externalIds: [],
  consent: 'unknown',
  roleAddress: false,
  neverMail: false,
  flags: [],
  ...change,
});

export const sampleLead = (change: Partial<Lead> = {}): Lead =>
  leadSchema.parse({
    workspace: WORKSPACE,
    id: LEAD_ID,
    version: 1,
    profile: sampleProfile(),
    origin: 'i#1',
    roster: 'p1',
    ...change,
  });

export const sampleMission = (change: Partial<Mission> & { readonly id: string }): Mission =>
  missionSchema.parse({
    workspace: WORKSPACE,
    version: 1,
    type: 'error_recovery',
    name: 'a mission',
    state: 'QUEUED',
    priority: 50,
    params: {},
    reason: '',
    attempt: 1,
    failures: 0,
    correlationId: 'c',
    createdAt: AT,
    createdBy: 'somebody',
    updatedAt: AT,
    ...change,
  });

export const sampleApproval = (change: Partial<MessagesApproval> = {}): MessagesApproval => ({
  subject: 'messages',
  workspace: WORKSPACE,
  id: `a_${'0'.repeat(26)}`,
  version: 1,
  missionId: MISSION_ID,
  state: 'pending',
  digest: 'digest',
  policyVersion: POLICY_VERSION,
  cohorts: {},
  recipients: 1,
  messages: 1,
  blockedDrafts: {},
  createdAt: AT,
  expiresAt: '2026-12-31T00:00:00.000Z',
  ...change,
});

export const sampleSend = (change: Partial<Send> = {}): Send => ({
  workspace: WORKSPACE,
  missionId: MISSION_ID,
  cohort: 'utc-0001',
  leadId: LEAD_ID,
  step: 1,
  variant: 'A',
  state: 'delivered',
  channel: 'email',
  subject: 'Hello',
  contentHash: 'hash',
  approvalId: 'a_1',
  domain: 'mail.acme.example',
  claimedAt: AT,
  ...change,
});

export const sampleAnswer = (change: Partial<Answer> = {}): Answer => ({
  workspace: 'acme',
  id: `an_${'8'.repeat(20)}_${'1'.repeat(20)}`,
  leadId: `l_${'8'.repeat(20)}`,
  version: 1,
  state: 'claimed',
  channel: 'email',
  subject: 'Re: Hello',
  text: 'Yes.',
  drafted: false,
  by: 'ann',
  createdAt: '2026-01-05T10:00:00.000Z',
  claimedAt: '2026-01-05T10:00:00.000Z',
  ...change,
});

/** Somebody who has subscribed. */
export const sampleSubscription = (of: Subscriber): Subscription => ({
  ...of,
  version: 0,
  state: 'confirmed',
  since: AT,
  address: `${of.leadId.slice(2)}@people.example`,
  identity: `${of.leadId.slice(2)}@people.example`,
  proof: { kind: 'member', askedAt: AT, source: 'The fair' },
  tokens: [],
  mails: 0,
  attributes: {},
});

/** An issue that has begun. */
export const sampleIssue = (workspace: string, id: string): Issue => ({
  workspace,
  newsletter: newsletterOf(id),
  id,
  version: 0,
  state: 'sending',
  task: `t_${'0'.repeat(26)}`,
  subject: 'March',
  text: 'It is spring.',
  html: '<p>It is spring.</p>',
  from: { name: 'Ann', address: 'ann@mail.acme.example' },
  domain: 'mail.acme.example',
  asOf: AT,
  recipients: 1,
  digest: '',
  createdAt: AT,
  startedAt: AT,
});

export const sampleEvent = (sequence: number, change: Partial<RexEvent> = {}): RexEvent => ({
  id: `e_${sequence}`,
  name: 'mission.created',
  schemaVersion: 1,
  channel: 'missions',
  workspace: WORKSPACE,
  aggregate: { type: 'MISSION', id: 'm_1' },
  sequence,
  correlationId: 'c',
  actor: REX,
  at: AT,
  data: {},
  ...change,
});
