import { describe, expect, it } from 'vitest';
import { threadOf } from './thread.ts';

describe('threadOf', () => {
  it('prefers the reply token to any message id', () => {
    const inReplyTo = ['0100018f-aaaa-000000@email.amazonses.com'];
    expect(threadOf({ recipients: ['ana@x.example', 'Reply+AbC123@in.example'], inReplyTo })).toEqual({
      by: 'reply_token',
      token: 'abc123',
    });
  });

  it.each(['email.amazonses.com', 'eu-west-1.amazonses.com'])('finds SES ids of %s', (host) => {
    const inReplyTo = ['other@mail.example', `0102018f1234-5678-000000@${host}`];
    expect(threadOf({ recipients: [], inReplyTo })).toEqual({
      by: 'ses_message_id',
      messageIds: ['0102018f1234-5678-000000'],
    });
  });

  it('does not take a look-alike host', () => {
    expect(threadOf({ recipients: [], inReplyTo: ['0102-a@amazonses.com.evil.example'] })).toBeUndefined();
  });
});
