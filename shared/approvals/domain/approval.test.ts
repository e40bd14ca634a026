import { describe, expect, it } from 'vitest';
import { POLICY_VERSION } from '../../content/domain/policy.ts';
import { sha256 } from '../../kernel/hash.ts';
import {
  APPROVAL_EXPIRES_MS,
  approvalDigest,
  approvalSchema,
  changeDigest,
  decide,
  draftsDigest,
  isOver,
  isSameDecision,
  isStanding,
  type MessagesApproval,
  type SettingsApproval,
} from './approval.ts';

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
const ofSettings: SettingsApproval = {
  subject: 'settings',
  workspace: 'acme',
  id: pending.id,
  version: 1,
  state: 'pending',
  digest: pending.digest,
  policyVersion: POLICY_VERSION,
  createdAt: pending.createdAt,
  expiresAt: pending.expiresAt,
  recommendationId: `r_${'0'.repeat(26)}`,
  sentence: 'Send less.',
  evidence: 'Complaints.',
  change: { setting: 'dailyBudget', from: 1000, to: 500 },
  settingsVersion: 3,
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

  it('is over the same text in every version of Rex: approvals that wait outlive a deployment', () => {
    const bought = {
      leadId: 'l_2',
      variant: 'B',
      purchases: { count: 2, lastOn: '2025-01-01' },
      messages: ['x'],
    };
    expect(draftsDigest({ ...drafts, leads: [...drafts.leads, bought] })).toBe(
      sha256('l_1 A - - hash-1 hash-2\nl_2 B 2 2025-01-01 x'),
    );
    const text = `policy ${POLICY_VERSION}\na-1 x\nb-1 y\nc-1 z`;
    expect(approvalDigest({ 'b-1': 'y', 'a-1': 'x', 'c-1': 'z' })).toBe(sha256(text));
    expect(approvalDigest({ 'c-1': 'z', 'b-1': 'y', 'a-1': 'x' })).toBe(sha256(text));
    expect(changeDigest({ setting: 'dailyBudget', from: 1000, to: 500 }, 3)).toBe(
      sha256(`["policy ${POLICY_VERSION}",3,"dailyBudget",1000,500]`),
    );
  });

  it('waits for a week, to the millisecond', () => {
    expect(APPROVAL_EXPIRES_MS).toBe(7 * 86_400_000);
    expect(isOver(pending, new Date('2026-01-07T23:59:59.999Z'))).toBe(false);
    expect(isOver(pending, new Date(pending.expiresAt))).toBe(true);
  });

  it('can be refused, or end, after its time and whatever was looked at', () => {
    const late = { by: 'ann', now: new Date('2026-02-01T00:00:00Z'), reason: 'No' } as const;
    for (const outcome of ['rejected', 'expired'] as const) {
      expect(decide(pending, { ...late, outcome })).toEqual({
        ...pending,
        state: outcome,
        decidedAt: late.now.toISOString(),
        decidedBy: 'ann',
        reason: 'No',
      });
    }
  });

  it('says what to do when it cannot be given', () => {
    const failure = (approval: MessagesApproval | SettingsApproval, decision: object): unknown => {
      try {
        return decide(approval, { ...yes, ...decision });
      } catch (error) {
        return error;
      }
    };
    const late = { now: new Date(pending.expiresAt) };
    const other = { digest: 'other' };
    expect(failure(pending, late)).toMatchObject({
      code: 'CONFLICT',
      message: 'This approval has expired; retry the mission to be requested again.',
    });
    expect(failure(ofSettings, late)).toMatchObject({
      code: 'CONFLICT',
      message: 'This approval has expired; apply the recommendation again to be requested again.',
    });
    const fields = [{ path: 'body.digest', message: 'is not the digest of this approval' }];
    expect(failure(pending, other)).toMatchObject({
      code: 'CONFLICT',
      message: 'The messages are not those that were looked at; look again before approving.',
      fields,
    });
    expect(failure(ofSettings, other)).toMatchObject({
      code: 'CONFLICT',
      message: 'The change is not that which was looked at; look again before approving.',
      fields,
    });
    expect(failure({ ...pending, state: 'rejected' }, {})).toMatchObject({
      code: 'CONFLICT',
      message: 'This approval is rejected already; a decision is made once.',
    });
  });

  it('is decided the same once more only by the same person, for the same outcome and what they saw', () => {
    const approved = decide(pending, yes);
    const same = { outcome: 'approved', by: 'ann', digest: pending.digest } as const;
    expect(isSameDecision(approved, same)).toBe(true);
    expect(isSameDecision(approved, { ...same, digest: undefined })).toBe(true);
    expect(isSameDecision(approved, { ...same, digest: 'other' })).toBe(false);
    expect(isSameDecision(approved, { ...same, by: 'bob' })).toBe(false);
    expect(isSameDecision(approved, { ...same, outcome: 'rejected' })).toBe(false);
    expect(isSameDecision(pending, same)).toBe(false);
  });

  const [before, then, after] = ['2026-01-02T00:00:00Z', '2026-01-03T00:00:00Z', '2026-01-04T00:00:00Z'];
  it.each([
    ['approved', then, undefined, true],
    ['approved', then, after, true],
    ['rejected', then, undefined, true],
    ['rejected', then, before, true],
    ['rejected', then, then, false],
    ['rejected', then, after, false],
    ['rejected', undefined, before, false],
    ['expired', then, before, true],
    ['expired', then, after, false],
    ['pending', undefined, undefined, false],
    ['pending', then, before, false],
  ] as const)(
    'that is %s since %s, of a mission retried at %s, stands: %s',
    (state, decidedAt, retriedAt, stands) => {
      expect(isStanding({ state, decidedAt }, { retriedAt })).toBe(stands);
    },
  );

  it('is read as what it is over; of before there were other subjects, as one over messages', () => {
    const { subject: _, ...old } = pending;
    expect(approvalSchema.parse(old)).toEqual(pending);
    expect(approvalSchema.parse(ofSettings)).toEqual(ofSettings);
    expect(() => approvalSchema.parse({ ...pending, subject: 'other' })).toThrow();
    expect(() => approvalSchema.parse({ ...pending, version: 0 })).toThrow();
    expect(approvalSchema.parse({ ...pending, version: 2 })).toMatchObject({ version: 2 });
  });
});
