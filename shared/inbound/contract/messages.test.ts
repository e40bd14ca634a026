import { describe, expect, it } from 'vitest';
import { inboundQueues } from './messages.ts';

const { message: schema } = inboundQueues.inbound;

const receipt = {
  recipients: ['reply+token@reply.acme.example'],
  spamVerdict: { status: 'PASS' },
  virusVerdict: { status: 'DISABLED' },
  action: { type: 'S3', bucketName: 'inbound', objectKeyPrefix: 'mail/', objectKey: 'mail/abc' },
};
const mail = { timestamp: '2026-01-05T10:00:00.000Z', messageId: 'abc', source: 'ann@mail.example' };
const envelope = (message: unknown) => ({
  Type: 'Notification',
  TopicArn: 'arn:aws:sns:us-east-1:000000000000:inbound-mail',
  Message: JSON.stringify(message),
});
const received = (changes: object = {}) =>
  schema.parse(envelope({ notificationType: 'Received', receipt: { ...receipt, ...changes }, mail }));

describe('what arrives on the inbound queue', () => {
  it('is a mail in the bucket', () => {
    expect(received()).toEqual({
      id: 'abc',
      rawKey: 'mail/abc',
      receivedAt: new Date('2026-01-05T10:00:00Z'),
      recipients: ['reply+token@reply.acme.example'],
      spam: false,
      virus: false,
    });
  });

  it('carries the verdicts of the scan; only FAIL is one against the mail', () => {
    expect(received({ spamVerdict: { status: 'FAIL' } })).toMatchObject({ spam: true, virus: false });
    expect(received({ virusVerdict: { status: 'FAIL' } })).toMatchObject({ spam: false, virus: true });
    expect(received({ spamVerdict: { status: 'GRAY' } })).toMatchObject({ spam: false });
  });

  it('is the greeting of SES, with nothing to do', () => {
    const greeting = { Message: 'Successfully validated SNS topic for Amazon SES event publishing.' };
    expect(schema.parse(greeting)).toBeUndefined();
  });

  it('is refused when it is anything else', () => {
    expect(schema.safeParse(envelope({ notificationType: 'Bounce' })).success).toBe(false);
  });
});
