import { describe, expect, it } from 'vitest';
import { sampleSend } from '../../../test/support/samples.ts';
import { channelCountsSchema, countReplies, replyRates } from './reply-rates.ts';

describe('the reply rate of a channel', () => {
  it('starts at the assumed rate, and approaches the observed rate after many messages', () => {
    expect(replyRates({})).toMatchObject({ email: 0.01, sms: 0.03 });
    expect(replyRates({ sms: { sent: 100_000, replied: 10_000 } }).sms).toBeCloseTo(0.1, 3);
    expect(replyRates({ sms: { sent: 100, replied: 0 } }).sms).toBeCloseTo(0.015, 10);
  });

  it('is stored with what it was counted from', () => {
    const counts = { sms: { sent: 2, replied: 1 } };
    expect(channelCountsSchema.parse(counts)).toEqual(counts);
    expect(channelCountsSchema.safeParse({ sms: { sent: 2 } }).success).toBe(false);
  });

  it('counts sent messages by channel, and nothing else', () => {
    const repliedAt = '2026-01-02T00:00:00.000Z';
    const counts = countReplies({ email: { sent: 1, replied: 1 } }, [
      sampleSend({}),
      sampleSend({ channel: 'sms', repliedAt }),
      sampleSend({ channel: 'sms', state: 'bounced' }),
      sampleSend({ channel: 'sms', state: 'rejected' }),
      sampleSend({ channel: 'linkedin', state: 'skipped' }),
      sampleSend({ channel: 'linkedin', state: 'assigned' }),
    ]);
    expect(counts).toEqual({ email: { sent: 2, replied: 1 }, sms: { sent: 2, replied: 1 } });
  });
});
