import type { MessagesApproval } from '../../shared/approvals/domain/approval.ts';
import { channelSettingsSchema } from '../../shared/channels/contract/channels.ts';
import { newContactNumber } from '../../shared/channels/domain/contact-number.ts';
import { POLICY_VERSION } from '../../shared/content/domain/policy.ts';
import type { SendingDomain } from '../../shared/domains/domain/pool.ts';
import {
  NOTHING_RISKED,
  type Risk,
  type RiskScope,
  riskBudget,
} from '../../shared/domains/domain/risk-budget.ts';
import { addMs, HOUR } from '../../shared/kernel/clock.ts';
import type { Hold } from '../../shared/leads/domain/hold.ts';
import { leadReactivationParamsSchema } from '../../shared/missions/contract/mission.ts';
import { missionSchema, outreachMission, type Release } from '../../shared/missions/domain/mission.ts';
import type { SendContext } from '../../shared/sending/domain/guards/guard.ts';
import { settingsSchema } from '../../shared/workspaces/contract/settings.ts';
import { sampleLead, sampleProfile } from './samples.ts';

/** A Monday, 10:00 in UTC. */
export const now = new Date('2026-01-05T10:00:00.000Z');

export const settings = settingsSchema.parse({
  brandName: 'Acme',
  senderName: 'Ann',
  postalAddress: '1 Main Street',
  website: 'https://acme.example',
});
const parsed = missionSchema.parse({
  workspace: 'acme',
  id: `m_${'0'.repeat(26)}`,
  version: 1,
  type: 'lead_reactivation',
  name: 'Test',
  state: 'EXECUTING',
  priority: 50,
  params: { ...leadReactivationParamsSchema.parse({}), asOf: '2026-01-01' },
  reason: '',
  attempt: 1,
  failures: 0,
  correlationId: 'c',
  createdAt: '2026-01-01T00:00:00.000Z',
  createdBy: 'ann',
  updatedAt: '2026-01-01T00:00:00.000Z',
});
export const mission = outreachMission(parsed);
export const lead = sampleLead({
  profile: sampleProfile({
    identity: 'bob@shop.example',
    address: 'bob@shop.example',
    consent: 'subscribed',
  }),
});
export const approval: MessagesApproval = {
  subject: 'messages',
  workspace: 'acme',
  id: `a_${'0'.repeat(26)}`,
  version: 2,
  missionId: mission.id,
  state: 'approved',
  digest: 'digest',
  policyVersion: POLICY_VERSION,
  cohorts: {},
  recipients: 1,
  messages: 1,
  blockedDrafts: {},
  createdAt: now.toISOString(),
  expiresAt: now.toISOString(),
};
export const citation = {
  words: 'Returns are free within 30 days.',
  document: 'returns',
  edition: 2,
  passage: 4,
  under: 'Returns policy',
  text: 'Returns are free within 30 days of delivery.',
};
const sendingDomain: SendingDomain = {
  domain: 'mail.acme.example',
  tier: 'custom',
  status: 'active',
  addedOn: '2025-01-01',
  targetPerDay: 100,
  ownership: { state: 'verified', challenge: '' },
  reputation: 0.9,
  holders: [],
  inboxes: [],
};

/** A message that nothing stands against. */
export const free: SendContext = {
  now,
  settings,
  mission,
  lead,
  step: 1,
  channel: 'email',
  key: `${mission.id}#1`,
  dueAt: now,
  draft: { hash: 'hash' },
  content: { hash: 'hash' },
  approval,
  cited: [],
  draftsBound: true,
  domain: sendingDomain,
  risk: {
    provider: 'other',
    expected: { bounce: 160_000, complaint: 400 },
    budget: riskBudget(100, settings.rules),
    risked: NOTHING_RISKED,
  },
  left: { domain: 100, workspace: 100, inbox: 100, channel: 100 },
};

/** So many hours from `now`. */
export const iso = (hours: number): string => addMs(now, hours * HOUR).toISOString();
export const person = (change: object): Partial<SendContext> => ({ lead: { ...lead, ...change } });
export const profile = (change: object) => person({ profile: { ...lead.profile, ...change } });

export const domain = (change: Partial<SendingDomain>): Partial<SendContext> => ({
  domain: { ...sendingDomain, ...change },
});

/** What the domain has risked today at one of the scopes. */
export const riskedSoFar = (scope: RiskScope, change: Partial<Risk>): Partial<SendContext> => ({
  risk: {
    ...free.risk,
    risked: { ...free.risk.risked, [scope]: { ...free.risk.risked[scope], ...change } },
  },
});

/** Of a mission of several cohorts, of which one may send. */
export const released = (change: Partial<Release>): Partial<SendContext> => ({
  mission: {
    ...mission,
    release: { cohorts: 1, at: now.toISOString(), settled: 0, bounced: 0, ...change },
  },
});

export const hold: Hold = {
  since: iso(-24 * 20),
  reason: 'reply',
  channel: 'email',
  replies: [`r_${'0'.repeat(20)}_ses-1`],
};
export const number = newContactNumber('acme', 'n');
export const heard = (hours: number) => ({ at: iso(hours), source: 'SM1' });
const sms = { ...settings, channels: channelSettingsSchema.parse({ sms: { sender: '+15005550006' } }) };
/** A text that nothing stands against, and what is different. */
export const text = (change: Partial<SendContext>, of: object = {}): Partial<SendContext> => ({
  channel: 'sms',
  settings: sms,
  domain: undefined,
  left: { ...free.left, domain: 0, inbox: 0 },
  ...profile({
    phone: '+4915228817386',
    neverMail: true,
    channelConsents: { sms: 'subscribed', whatsapp: 'subscribed' },
    ...of,
  }),
  ...change,
});
