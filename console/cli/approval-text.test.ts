import { expect, it } from 'vitest';
import { type ApprovalWithSample, renderApproval } from './approval-text.ts';

const MISSION = 'm_01jd8w5gk3q4v6x8z0a2c4e6g8';
const message = (step: number, channel: 'email' | 'sms') => ({
  leadId: 'l_1',
  to: 'ann@people.example',
  from: 'Ann',
  step,
  variant: 'A',
  channel,
  framework: 'BAB',
  subject: 'Hello',
  text: 'We fix things.',
  cites: [],
  contentHash: 'h',
});
const judged = (step: number, stands: 'enough' | 'let-pass' | 'below') => ({
  step,
  variant: 'A',
  score: 62,
  level: 'good',
  threshold: 75,
  digest: 'd',
  findings: [
    {
      part: 'specificity',
      rule: 'hard-to-read',
      says: 'It is hard.',
      instead: 'Name it.',
      passage: { in: 'text', start: 7, end: 13, quote: 'things' },
      costs: 2,
      scoreAfter: 64,
    },
  ],
  more: 2,
  stands,
});
const approval = (change: Partial<ApprovalWithSample>): ApprovalWithSample => ({
  id: 'a_01jd8w5gk3q4v6x8z0a2c4e6g8',
  subject: 'messages',
  missionId: MISSION,
  state: 'pending',
  digest: 'digest',
  policyVersion: 1,
  recipients: 1,
  messages: 1,
  blockedDrafts: {},
  change: null,
  answer: null,
  task: null,
  estimatedCostUsd: 0,
  createdAt: '2026-03-01T00:00:00.000Z',
  expiresAt: '2026-03-08T00:00:00.000Z',
  decidedAt: null,
  decidedBy: null,
  reason: null,
  sample: [message(1, 'email')],
  notes: [],
  quality: null,
  ...change,
});

it('says of each e-mail how good it is, at which passage, and how it is let pass', () => {
  const text = renderApproval(approval({ quality: [judged(1, 'below'), judged(2, 'let-pass')] }));
  expect(text).toMatch(/step 1, variant A: 62 of 100 \(good; wanted: 75\), below the threshold/);
  expect(text).toMatch(/step 2, variant A: 62 of 100 .*, let pass by a person/);
  expect(text).toContain('  It is hard. "things" Name it. (then 64)\n  And 2 more.');
  expect(text).toContain(
    `rex council ask aesthete approve-content --value message.mission=${MISSION} --value message.step=1 --value message.variant=A`,
  );
});

it('says nothing of it where the workspace wants no gate, and of texts by other channels', () => {
  expect(renderApproval(approval({}))).not.toMatch(/Quality|Noted/);
  const text = renderApproval(approval({ sample: [message(1, 'sms')], quality: [judged(1, 'below')] }));
  expect(text).not.toContain('It is hard.');
});

it('says what was noted while the templates were written', () => {
  expect(renderApproval(approval({ notes: ['variant A, step 1: built-in template'] }))).toMatch(
    /Noted +variant A, step 1: built-in template/,
  );
});
