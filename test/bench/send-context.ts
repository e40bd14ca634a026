import { POLICY_VERSION } from '../../shared/content/domain/policy.ts';
import { NOTHING_RISKED, riskBudget } from '../../shared/domains/domain/risk-budget.ts';
import { leadReactivationParamsSchema } from '../../shared/missions/contract/mission.ts';
import type { SendContext } from '../../shared/sending/domain/guards/guard.ts';
import { settingsSchema } from '../../shared/workspaces/contract/settings.ts';

const WORKSPACE = 'bench';
const MISSION = 'm_0123456789abcdefghijklmnop';
const DOMAIN = 'mail.bench.example';
const HASH = 'f'.repeat(64);
const EARLIER = '2026-02-01T12:00:00.000Z';

/** A message that no guard stops: the dearest case, because every one of them has to look. */
export function goodSendContext(now: Date): SendContext {
  const settings = settingsSchema.parse({
    brandName: 'Bench',
    senderName: 'Ann',
    postalAddress: '1 Main Street, Springfield',
    website: 'https://bench.example',
  });
  return {
    now,
    step: 2,
    channel: 'email',
    key: `${MISSION}#2`,
    dueAt: now,
    draft: { hash: HASH },
    content: { hash: HASH },
    cited: [],
    draftsBound: true,
    left: { domain: 1_000, workspace: 1_000, inbox: 1_000, channel: 1_000 },
    settings,
    risk: {
      provider: 'other',
      expected: { bounce: 160_000, complaint: 400 },
      budget: riskBudget(10_000, settings.rules),
      risked: NOTHING_RISKED,
    },
    mission: {
      workspace: WORKSPACE,
      id: MISSION,
      version: 7,
      type: 'lead_reactivation',
      name: 'Bench',
      state: 'EXECUTING',
      priority: 50,
      params: leadReactivationParamsSchema.parse({}),
      reason: '',
      attempt: 1,
      failures: 0,
      correlationId: 'c',
      createdAt: EARLIER,
      createdBy: 'bench',
      updatedAt: EARLIER,
    },
    lead: {
      workspace: WORKSPACE,
      id: 'l_0123456789abcdefghij',
      version: 3,
      profile: {
        identity: 'pat@mail.example',
        address: 'pat@mail.example',
        externalIds: ['1'],
        timeZone: 'Europe/Berlin',
        timeZoneSource: 'given',
        consent: 'subscribed',
        roleAddress: false,
        neverMail: false,
        flags: [],
      },
      origin: 'i#1',
      roster: '0001',
      contacted: [{ key: `${MISSION}#1`, at: EARLIER }],
      journeys: { [MISSION]: '0001' },
    },
    approval: {
      workspace: WORKSPACE,
      id: 'a_0123456789abcdefghijklmnop',
      version: 2,
      missionId: MISSION,
      state: 'approved',
      digest: HASH,
      subject: 'messages',
      policyVersion: POLICY_VERSION,
      cohorts: {},
      recipients: 1,
      messages: 6,
      blockedDrafts: {},
      createdAt: EARLIER,
      expiresAt: EARLIER,
      decidedAt: EARLIER,
      decidedBy: 'Ann',
    },
    domain: {
      domain: DOMAIN,
      tier: 'prewarmed',
      status: 'active',
      addedOn: '2025-01-01',
      targetPerDay: 10_000,
      ownership: { state: 'verified', challenge: '' },
      reputation: 1,
      holders: [],
      inboxes: [],
    },
  };
}
