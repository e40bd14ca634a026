import { describe, expect, it } from 'vitest';
import { isComplaint, readFeedbackReport } from './feedback-report.ts';
import { parseMail } from './parsed-mail.ts';

const MESSAGE = [
  'From: elena@brand.example',
  'To: Jo <Jo@Firm.example>',
  'Message-ID: <0102-a@eu-west-1.amazonses.com>',
  'Subject: An idea',
  '',
  'To: ann@firm.example',
];

/** The parts of an RFC 5965 report, as far as they are given. */
async function reportOf(fields: readonly string[] | undefined, message: readonly string[] | undefined) {
  const parts = Object.entries({ 'message/feedback-report': fields, 'message/rfc822': message });
  const lines = [
    'From: fbl@provider.example',
    'Subject: Complaint',
    'Content-Type: multipart/report; report-type=feedback-report; boundary=b',
    '',
    ...['--b', 'Content-Type: text/plain', '', 'This is an abuse report.'],
    ...parts.flatMap(([type, part]) => (part ? ['--b', `Content-Type: ${type}`, '', ...part] : [])),
    '--b--',
    '',
  ];
  const mail = await parseMail(new TextEncoder().encode(lines.join('\r\n')));
  return mail && readFeedbackReport(mail);
}

describe('a feedback report', () => {
  it('gives its type, the complainant and the message', async () => {
    const fields = ['Feedback-Type: Abuse', 'Version: 1', 'Original-Rcpt-To: <Ann@firm.example>'];
    expect(await reportOf(fields, MESSAGE)).toEqual({
      feedbackType: 'abuse',
      recipients: ['ann@firm.example'],
      originalMessageId: '0102-a@eu-west-1.amazonses.com',
    });
  });

  it.each<[string, string[], string[]]>([
    ['are those of the message when the report gives none', [], ['jo@firm.example']],
    ['are those of the message when the report hides them', ['Original-Rcpt-To: 6a1f'], ['jo@firm.example']],
    ['are in folded lines too', ['Original-Rcpt-To:', ' <ann@firm.example>'], ['ann@firm.example']],
    ['are to be removed', ['Removal-Recipient: ann@firm.example'], ['ann@firm.example']],
    [
      'are given once each',
      [
        'Original-Rcpt-To: ann@firm.example',
        'Original-Rcpt-To: x@firm.example',
        'Removal-Recipient: Ann@firm.example',
      ],
      ['ann@firm.example', 'x@firm.example'],
    ],
  ])('whose recipients %s', async (_, fields, recipients) => {
    expect(await reportOf(['Feedback-Type: abuse', ...fields], MESSAGE)).toMatchObject({ recipients });
  });

  it('gives fifty recipients at most', async () => {
    const fields = Array.from({ length: 51 }, (_, n) => `Original-Rcpt-To: p${n}@firm.example`);
    const report = await reportOf(fields, MESSAGE);
    expect(report?.recipients).toHaveLength(50);
    expect(report?.recipients.at(-1)).toBe('p49@firm.example');
  });

  it('reads 1,000 characters of a field', async () => {
    const field = (length: number) => `Original-Rcpt-To:${'ann@firm.example'.padStart(length, ',')}`;
    expect(await reportOf([field(1_000)], MESSAGE)).toMatchObject({ recipients: ['ann@firm.example'] });
    expect(await reportOf([field(1_016)], MESSAGE)).toMatchObject({ recipients: ['jo@firm.example'] });
  });

  it('may come without the message, or with one that names nobody', async () => {
    const nothing = { feedbackType: 'other', recipients: [], originalMessageId: undefined };
    expect(await reportOf(['Version: 1'], undefined)).toEqual(nothing);
    expect(await reportOf(['Version: 1'], ['Subject: An idea', '', 'To: jo@firm.example'])).toEqual(nothing);
    expect(await reportOf(['Version: 1'], ['To: undisclosed-recipients:;'])).toEqual(nothing);
  });

  it('of Microsoft is the message with a header of its own', async () => {
    expect(await reportOf(undefined, ['X-HmXmrOriginalRecipient: <Jo@Firm.example>', ...MESSAGE])).toEqual({
      feedbackType: 'abuse',
      recipients: ['jo@firm.example'],
      originalMessageId: '0102-a@eu-west-1.amazonses.com',
    });
    expect(await reportOf(undefined, ['X-HmXmrOriginalRecipient: jo@firm.example'])).toMatchObject({
      originalMessageId: undefined,
    });
  });

  it('is no mail without such a part or header', async () => {
    expect(await reportOf(undefined, MESSAGE)).toBeUndefined();
    expect(await reportOf(undefined, undefined)).toBeUndefined();
  });

  it.each([
    ['abuse', true],
    ['fraud', true],
    ['virus', true],
    ['opt-out', true],
    ['other', true],
    ['a-new-one', true],
    ['Auth-Failure', false],
    ['Not-Spam', false],
    ['dmarc', false],
  ])('of type %s is a complaint: %s', async (type, complaint) => {
    const report = await reportOf([`Feedback-Type: ${type}`], MESSAGE);
    expect(report && isComplaint(report)).toBe(complaint);
  });
});
