import { describe, expect, it } from 'vitest';
import { parseMail } from './parsed-mail.ts';
import { readSesNotification } from './ses-notification.ts';

async function told(text: string) {
  const head =
    'From: no-reply@sns.amazonaws.com\r\nTo: ops@acme.example\r\nSubject: AWS Notification Message\r\n\r\n';
  const mail = await parseMail(new TextEncoder().encode(`${head}${text}\r\n`));
  if (!mail) throw new Error('The mail was not read.');
  return readSesNotification(mail);
}
const about = { messageId: 'ses-1', destination: ['Ann <ANN@shop.example>'] };
const bounced = (bounce: object, more: object = {}) =>
  told(
    JSON.stringify({
      notificationType: 'Bounce',
      bounce: {
        bounceType: 'Permanent',
        bouncedRecipients: [{ emailAddress: 'ann@shop.example' }],
        ...bounce,
      },
      mail: about,
      ...more,
    }),
  );
const recipient = (diagnosticCode: string, status: string) => ({
  bouncedRecipients: [{ emailAddress: 'ann@shop.example', status, diagnosticCode }],
});

describe('a notification of SES in a mail', () => {
  it('of a bounce gives its recipient and message', async () => {
    expect(await bounced({ bouncedRecipients: [{ emailAddress: 'Ann <ANN@shop.example>' }] })).toEqual({
      type: 'Bounce',
      bounce: {
        bounces: [
          {
            recipient: 'ann@shop.example',
            status: undefined,
            severity: 'hard',
            reason: 'no such user',
            diagnostic: '',
          },
        ],
        reported: { messageId: 'ses-1', to: ['ann <ann@shop.example>'] },
        evidence: 'notification of SES: Permanent',
      },
    });
  });

  it.each([
    // What SES calls permanent is, unless it says in the same breath that it adds up.
    ['Permanent', 'General', ['550 5.1.1 user unknown', '5.1.1'], 'hard', 'no such user'],
    ['Permanent', 'General', ['550 5.4.4 Host not found', '5.4.4'], 'hard', 'no such host'],
    ['Permanent', 'OnAccountSuppressionList', ['', ''], 'hard', 'no such user'],
    ['Permanent', 'General', ['452 4.2.2 mailbox full', '4.2.2'], 'hard', 'no such user'],
    ['Permanent', 'MailboxFull', ['550 5.1.1 user unknown', '5.1.1'], 'soft', 'mailbox full'],
    ['Transient', 'MailboxFull', ['', ''], 'soft', 'mailbox full'],
    ['Transient', 'MessageTooLarge', ['', ''], 'soft', 'too large'],
    ['Transient', 'ContentRejected', ['', ''], 'soft', 'refused for the sender or the content'],
    ['Transient', 'AttachmentRejected', ['', ''], 'soft', 'refused for the sender or the content'],
    ['Transient', 'General', ['452 4.2.2 mailbox full', '4.2.2'], 'soft', 'mailbox full'],
    ['Transient', 'General', ['550 5.1.1 user unknown', '5.1.1'], 'soft', 'later'],
    ['Undetermined', 'Undetermined', ['', ''], 'soft', 'not said'],
  ] as const)('%s, %s, %j: %s, %s', async (bounceType, bounceSubType, [code, status], severity, reason) => {
    const notification = await bounced({ bounceType, bounceSubType, ...recipient(code, status) });
    expect(notification?.bounce?.bounces).toMatchObject([{ severity, reason, diagnostic: code }]);
  });

  it('of a bounce may come without the message, and has 500 characters of what the server said', async () => {
    const code = `550 ${'x'.repeat(497)}`;
    const said = await bounced(
      {
        bouncedRecipients: [{ emailAddress: ' Ann@shop.example ', diagnosticCode: code }],
      },
      { mail: undefined },
    );
    expect(said?.bounce).toMatchObject({
      bounces: [{ recipient: 'ann@shop.example', diagnostic: code.slice(0, 500) }],
      reported: { messageId: undefined, to: [] },
    });
  });

  it('of a complaint gives the complainant, and abuse as the default type', async () => {
    const complaint = (complaintFeedbackType?: string | null) =>
      told(
        JSON.stringify({
          eventType: 'Complaint',
          complaint: { complaintFeedbackType, complainedRecipients: [{ emailAddress: 'Ann@shop.example' }] },
          mail: about,
        }),
      );
    const said = { recipients: ['ann@shop.example'], originalMessageId: 'ses-1' };
    expect(await complaint('not-spam')).toEqual({
      type: 'Complaint',
      complaint: { feedbackType: 'not-spam', ...said },
    });
    expect(await complaint(null)).toMatchObject({ complaint: { feedbackType: 'abuse' } });
    expect(await complaint()).toMatchObject({ complaint: { feedbackType: 'abuse' } });
    const alone = {
      eventType: 'Complaint',
      complaint: { complainedRecipients: [{ emailAddress: 'a@b.example' }] },
    };
    expect(await told(JSON.stringify(alone))).toMatchObject({
      complaint: { recipients: ['a@b.example'], originalMessageId: undefined },
    });
  });

  it('is read from the envelope of a topic, before the footer, and where a server broke its line', async () => {
    const message = JSON.stringify({ notificationType: 'Delivery', mail: about });
    const envelope = JSON.stringify({ Type: 'Notification', Message: message });
    expect(await told(envelope)).toEqual({ type: 'Delivery' });
    expect(await told(`\r\n ${message}`)).toEqual({ type: 'Delivery' });
    expect(
      await told(`${message}\n\n--\nIf you wish to stop receiving notifications, visit the link.`),
    ).toEqual({
      type: 'Delivery',
    });
    expect(await told(message.replace('Delivery', 'Deli!\n very'))).toEqual({ type: 'Delivery' });
  });

  it.each([
    ['a person', 'Hello, {"notificationType":"Bounce"} is what I got.'],
    ['half of one', '{"notificationType":"Bounce"'],
    ['another object', '{"hello":"world"}'],
    ['an envelope around nothing', '{"Type":"Notification","Message":"hello"}'],
    ['wrong types', '{"notificationType":"Bounce","bounce":{"bounceType":1}}'],
  ])('is not what %s writes', async (_, text) => {
    expect(await told(text)).toBeUndefined();
  });
});
