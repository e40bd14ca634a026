import { describe, expect, it } from 'vitest';
import { POLICY_VERSION } from '../../content/domain/policy.ts';
import { approvalDigest, changeDigest, decide, draftsDigest, type MessagesApproval } from './approval.ts';

const drafts = {
  cohort: 'utc-0001',
  version: 2,
  leads: [{ leadId: 'l_1', variant: 'A', messages: ['hash-1', 'hash-2'] }],
};
const cohorts = { 'utc-0001': draftsDigest(drafts) };
const pending: MessagesApproval = {
  subject: 'messages',
  workspace: 'acme',
  id: `a_${'0'.repeat(26)}`,
  version: 1,
  missionId: `m_${'0'.repeat(26)}`,
  state: 'pending',
  digest: approvalDigest(cohorts),
  policyVersion: POLICY_VERSION,
  cohorts,
  recipients: 1,
  messages: 2,
  blockedDrafts: {},
  createdAt: '2026-01-01T00:00:00.000Z',
  expiresAt: '2026-01-08T00:00:00.000Z',
};
const now = new Date('2026-01-02T00:00:00Z');
const yes = { outcome: 'approved', by: 'ann', now, digest: pending.digest } as const;

describe('an approval', () => {
  it('is over exactly these messages: another hash, variant, fact or cohort is another digest', () => {
    const [lead] = drafts.leads;
    if (!lead) throw new Error('no lead');
    const digestOf = (change: object) => draftsDigest({ ...drafts, leads: [{ ...lead, ...change }] });
    const digests = [
      draftsDigest(drafts),
      digestOf({ messages: ['hash-1', 'hash-3'] }),
      digestOf({ variant: 'B' }),
      digestOf({ purchases: { count: 2, lastOn: '2025-01-01' } }),
    ];
    expect(new Set(digests).size).toBe(digests.length);
    expect(approvalDigest({ ...cohorts, 'utc-0002': 'x' })).not.toBe(pending.digest);
  });

  it('is given for the digest that was looked at, and for no other', () => {
    expect(decide(pending, yes)).toMatchObject({ state: 'approved', decidedBy: 'ann' });
    expect(() => decide(pending, { ...yes, digest: 'other' })).toThrow(/not those that were looked at/);
    expect(() => decide(pending, { ...yes, digest: undefined })).toThrow(/not those that were looked at/);
  });

  it('is decided once, and silence is not a yes', () => {
    const approved = decide(pending, yes);
    expect(() => decide(approved, { ...yes, outcome: 'rejected' })).toThrow(/decision is made once/);
    expect(() => decide(pending, { ...yes, now: new Date('2026-01-08T00:00:00Z') })).toThrow(/expired/);
  });

  it('of a change is over exactly that change and the settings that it was asked for against', () => {
    const change = { setting: 'dailyBudget', from: 1000, to: 500 } as const;
    const digests = [
      changeDigest(change, 3),
      changeDigest(change, 4),
      changeDigest({ ...change, to: 501 }, 3),
      changeDigest({ ...change, from: 1001 }, 3),
      changeDigest({ ...change, setting: 'sendTime.explore' }, 3),
    ];
    expect(new Set(digests).size).toBe(digests.length);
  });
});
