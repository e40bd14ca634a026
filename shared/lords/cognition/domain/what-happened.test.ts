import { describe, expect, it } from 'vitest';
import { sampleApproval, sampleMission } from '../../../../test/support/samples.ts';
import { newAlert } from '../../../alerts/domain/alert.ts';
import { reportRecordSchema } from '../../../missions/domain/report-record.ts';
import { learnedOfAlert, learnedOfApproval, learnedOfMission } from './what-happened.ts';

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
