import { describe, expect, it } from 'vitest';
import { type Send, sendSchema } from '../sending/send.ts';
import { countReplies, replyRates } from './reply-rates.ts';

const send = (change: Partial<Send>): Send =>
  sendSchema.parse({
    workspace: 'acme',
    missionId: `m_${'0'.repeat(26)}`,
    cohort: 'c',
    leadId: `l_${'0'.repeat(20)}`,
    step: 1,
    version: 1,
    variant: 'A',
    state: 'delivered',
    subject: '',
    contentHash: 'h',
    approvalId: 'a',
    domain: '',
    claimedAt: '2026-01-01T00:00:00.000Z',
    ...change,
  });

describe('the rate at which a channel is answered', () => {
  it('is what is assumed until something was sent, and what was seen after many messages', () => {
    expect(replyRates({})).toMatchObject({ email: 0.01, sms: 0.03 });
    expect(replyRates({ sms: { sent: 100_000, replied: 10_000 } }).sms).toBeCloseTo(0.1, 3);
    expect(replyRates({ sms: { sent: 100, replied: 0 } }).sms).toBeCloseTo(0.015, 10);
  });

  it('counts what was sent, by its channel, and nothing else', () => {
    const repliedAt = '2026-01-02T00:00:00.000Z';
    const counts = countReplies({ email: { sent: 1, replied: 1 } }, [
      send({}),
      send({ channel: 'sms', repliedAt }),
      send({ channel: 'sms', state: 'bounced' }),
      send({ channel: 'sms', state: 'rejected' }),
      send({ channel: 'linkedin', state: 'skipped' }),
      send({ channel: 'linkedin', state: 'assigned' }),
    ]);
    expect(counts).toEqual({ email: { sent: 2, replied: 1 }, sms: { sent: 2, replied: 1 } });
  });
});
