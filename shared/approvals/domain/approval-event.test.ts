import { expect, it } from 'vitest';
import { approval } from '../../../test/support/send-context.ts';
import { REX } from '../../kernel/events.ts';
import type { SettingsApproval } from './approval.ts';
import { approvalEvent } from './approval-event.ts';

const now = new Date('2026-01-02T00:00:00Z');
const { workspace, id, version, policyVersion, createdAt, expiresAt } = approval;
const ofSettings: SettingsApproval = {
  ...{ workspace, id, version, policyVersion, createdAt, expiresAt },
  subject: 'settings',
  state: 'rejected',
  digest: 'digest',
  reason: 'Not now',
  recommendationId: `r_${'0'.repeat(26)}`,
  sentence: 'Send less.',
  evidence: 'Complaints.',
  change: { setting: 'dailyBudget', from: 1000, to: 500 },
  settingsVersion: 3,
};

it('of messages says how many and to how many', () => {
  expect(approvalEvent(approval, 'approval.decided', REX, now, 'c')).toMatchObject({
    id: `${id}:2`,
    workspace: 'acme',
    aggregate: { id },
    sequence: 2,
    correlationId: 'c',
    actor: REX,
    at: now.toISOString(),
  });
  expect(approvalEvent(approval, 'approval.decided', REX, now, 'c').data).toEqual({
    subject: 'messages',
    state: 'approved',
    digest: 'digest',
    missionId: approval.missionId,
    recipients: 1,
    messages: 1,
  });
});

it('of settings says the change, and why it was decided so', () => {
  expect(approvalEvent(ofSettings, 'approval.decided', REX, now, 'c').data).toEqual({
    subject: 'settings',
    state: 'rejected',
    digest: 'digest',
    recommendationId: ofSettings.recommendationId,
    change: ofSettings.change,
    reason: 'Not now',
  });
});
