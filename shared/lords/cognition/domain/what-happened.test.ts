import { describe, expect, it } from 'vitest';
import { sampleApproval, sampleMission } from '../../../../test/support/samples.ts';
import { newAlert } from '../../../alerts/domain/alert.ts';
import type { TaskApproval } from '../../../approvals/domain/approval.ts';
import { effectOf } from '../../../autonomy/domain/effect.ts';
import type { SendingDomain } from '../../../domains/domain/pool.ts';
import { reportRecordSchema } from '../../../missions/domain/report-record.ts';
import {
  learnedOfAlert,
  learnedOfApproval,
  learnedOfDomain,
  learnedOfDrafts,
  learnedOfMission,
} from './what-happened.ts';

const ID = `m_${'0'.repeat(26)}`;
const rate = (count: number, of: number) => ({ count, of, rate: count / of, interval95: null });
const variant = (name: string, replied: number) => ({
  variant: name,
  leads: 100,
  sent: 100,
  delivered: rate(100, 100),
  opened: rate(0, 100),
  clicked: rate(0, 100),
  replied: rate(replied, 100),
  unsubscribed: rate(0, 100),
});
const mission = (verdict: string, more: object = {}) =>
  sampleMission({
    id: ID,
    report: reportRecordSchema.parse({
      audience: { leads: 200, selected: 200, emailed: 200, holdout: 0, excluded: {} },
      messages: { delivered: 200, replied: 23, blockedBy: {} },
      ab: {
        metric: 'replied',
        variants: [variant('A', 3), variant('B', 20)],
        difference: 0.17,
        confidenceSequence95: null,
        anytimePValue: 0.004,
        verdict,
      },
      incremental: null,
      recommendations: [],
      model: null,
      ...more,
    }),
  });

describe('of a mission', () => {
  it('the variants are learned where the test has decided, and the replies with their counts', () => {
    expect(learnedOfMission(mission('B better'))).toMatchObject([
      {
        key: `variants ${ID}`,
        kind: 'success',
        topic: 'variants.b-against-a',
        text: 'Variant B was answered more: A 3 of 100, B 20 of 100 (anytime-valid p = 0.004).',
      },
      { key: `replies ${ID}`, kind: 'pattern', counts: { successes: 23, trials: 200 } },
    ]);
    expect(learnedOfMission(mission('A better'))[0]).toMatchObject({ kind: 'failure' });
    expect(learnedOfMission(mission('no decision yet')).map(({ topic }) => topic)).toEqual([
      'replies.error_recovery',
    ]);
  });

  it('what replies wanted is learned as shares of what people wrote, also where nobody wanted it', () => {
    const wanted = { interested: 3, not_interested: 1, unclear: 2, out_of_office: 9 };
    const learnings = learnedOfMission(mission('no decision yet'), wanted);
    expect(
      learnings.flatMap(({ topic, counts }) =>
        topic.startsWith('wanted.') ? [[topic, counts.successes, counts.trials]] : [],
      ),
    ).toEqual([
      ['wanted.interested', 3, 6],
      ['wanted.question', 0, 6],
      ['wanted.later', 0, 6],
      ['wanted.not-interested', 1, 6],
    ]);
    expect(new Set(learnings.map(({ key }) => key)).size).toBe(5);
    expect(learnings[1]?.text).toBe('3 of 6 replies that Rex has read were "interested".');
    expect(learnedOfMission(mission('no decision yet'), { out_of_office: 4 })).toHaveLength(1);
  });

  it('without a report and an outcome nothing is learned', () => {
    expect(learnedOfMission(sampleMission({ id: ID }))).toEqual([]);
  });
});

it('of an approval nothing is learned while it waits, or where nobody answered', () => {
  for (const state of ['pending', 'expired', 'void'] as const)
    expect(learnedOfApproval(sampleApproval({ state }))).toEqual([]);
  expect(learnedOfApproval(sampleApproval({ state: 'approved' }))).toMatchObject([{ kind: 'success' }]);
});

it('of an alert that only informs nothing is learned', () => {
  const alert = (severity: 'info' | 'critical') =>
    newAlert(
      { workspace: 'acme', type: 'x', severity, title: 'X', message: 'x', evidence: {}, cause: 'x' },
      new Date('2026-06-01T10:00:00Z'),
    );
  expect(learnedOfAlert(alert('info'))).toEqual([]);
  expect(learnedOfAlert(alert('critical'))).toMatchObject([{ kind: 'failure', topic: 'alerts.x' }]);
});

describe('of drafts of answers', () => {
  const NOW = new Date('2026-06-03T00:30:00Z');
  const AT = '2026-06-02T10:00:00.000Z';
  const draft = (n: number, of: Partial<TaskApproval>, source = 'model'): TaskApproval => ({
    workspace: 'acme',
    id: `a_${String(n).padStart(26, '0')}`,
    version: 2,
    state: 'approved',
    digest: 'd',
    policyVersion: 1,
    createdAt: AT,
    expiresAt: AT,
    decidedAt: AT,
    subject: 'task',
    taskId: `t_${n}`,
    type: 'email.answer',
    title: 'Answer a question',
    agent: 'email',
    missionId: ID,
    effect: effectOf({ kind: 'email.answer', segment: source, summary: 'x', facts: { source } }),
    ...of,
  });
  const taken = (change: string): Partial<TaskApproval> => ({
    state: 'void',
    decidedAt: undefined,
    taken: { by: 'ann', at: AT, change },
  });

  it('a day that is over is one pattern of each mission and source: as they were, changed, discarded', () => {
    const learnings = learnedOfDrafts(
      [
        draft(1, {}),
        draft(2, { state: 'rejected' }),
        draft(3, taken('edit')),
        draft(4, taken('cancel')),
        draft(5, {}, 'faq'),
        draft(6, { missionId: undefined }),
      ],
      { from: '2026-06-02', now: NOW },
    );
    expect(learnings).toMatchObject([
      {
        key: `drafts 2026-06-02 ${ID} model`,
        kind: 'pattern',
        topic: 'drafts.answers.model',
        text: 'Of 4 drafts of answers (model) on 2026-06-02, 1 went out as they were, 1 were changed, 2 were discarded.',
        source: { kind: 'mission', id: ID },
        counts: { successes: 1, trials: 4 },
      },
      { topic: 'drafts.answers.faq', counts: { successes: 1, trials: 1 } },
      { key: 'drafts 2026-06-02 - model', source: { kind: 'approval' } },
    ]);
  });

  it('nothing is learned of a day that goes on or is not known whole, of what nobody decided, of words of members, and of other tasks', () => {
    const none = [
      draft(1, { decidedAt: '2026-06-03T00:10:00.000Z' }),
      draft(0, { decidedAt: '2026-06-01T23:59:59.999Z' }),
      draft(2, { state: 'expired' }),
      draft(3, { state: 'void', decidedAt: undefined }),
      draft(4, {}, 'written'),
      draft(5, { type: 'ads.change' }),
      sampleApproval({ state: 'approved', decidedAt: AT }),
    ];
    expect(learnedOfDrafts(none, { from: '2026-06-02', now: NOW })).toEqual([]);
  });
});

it('of a domain that was rotated out is learned that it was, and that it is back', () => {
  const domain: SendingDomain = {
    domain: 'mail.acme.example',
    tier: 'prewarmed',
    status: 'resting',
    addedOn: '2026-01-01',
    targetPerDay: 100,
    reputation: 0.9,
    holders: [],
    inboxes: [],
    ownership: { state: 'pending', challenge: 'x' },
    rotated: { at: '2026-06-01T10:00:00.000Z', by: 'rex', reason: 'It is below 0.7.', reputation: 0.61 },
  };
  const went = {
    key: 'rotation mail.acme.example 2026-06-01T10:00:00.000Z',
    kind: 'failure',
    topic: 'domains.rotations',
    text: 'mail.acme.example was rotated out on 2026-06-01, at a reputation of 0.61: It is below 0.7.',
  };
  expect(learnedOfDomain(domain)).toMatchObject([went]);
  const back = { kind: 'success', topic: 'domains.returns' };
  expect(learnedOfDomain({ ...domain, status: 'active' })).toMatchObject([went, back]);
  expect(learnedOfDomain({ ...domain, rotated: undefined })).toEqual([]);
});
