import { describe, expect, it } from 'vitest';
import { type Bounce, headerFields, isDeliveryReceipt, readBounce } from './bounces.ts';
import { type ParsedMail, parseMail } from './parsed-mail.ts';

async function mailOf(...lines: string[]): Promise<ParsedMail> {
  const mail = await parseMail(new TextEncoder().encode(lines.join('\r\n')));
  if (!mail) throw new Error('The mail was not read.');
  return mail;
}

const HEAD = ['Subject: Note', 'To: elena@brand.example', 'Date: Mon, 4 Mar 2030 10:00:00 +0000'];
const DAEMON = 'From: Mail Delivery System <postmaster@mx.example>';
const PERSON = 'From: Jo <jo@firm.example>';
const NULL_SENDER = 'Return-Path: <>';
const MESSAGE = ['To: jo@firm.example', 'Message-ID: <0102-a@eu-west-1.amazonses.com>', '', 'Hi'];

/** A mail with a text and further parts. The first of two headers of a name counts. */
const withParts = (head: string[], words: string, parts: Record<string, string[]>) =>
  mailOf(
    ...head,
    ...HEAD,
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; boundary=b',
    ...['', '--b', 'Content-Type: text/plain', '', words],
    ...Object.entries(parts).flatMap(([type, part]) => ['--b', `Content-Type: ${type}`, '', ...part]),
    '--b--',
    '',
  );

/** An RFC 3464 report about one recipient. */
const report = (fields: string[], words = 'It failed.') =>
  withParts([DAEMON], words, {
    'message/delivery-status': ['Reporting-MTA: dns; mx.example', '', ...fields],
  });
async function only(mail: Promise<ParsedMail>): Promise<Bounce | undefined> {
  const bounces = readBounce(await mail)?.bounces;
  expect(bounces).toHaveLength(1);
  return bounces?.[0];
}
const FINAL = 'Final-Recipient: rfc822; jo@firm.example';

describe('headerFields', () => {
  it('joins folded lines, and takes the first value of a name, without spaces around it', () => {
    const block = 'Subject:An\n idea\nX-A: \t a b \t\nno field\nSUBJECT: Another\nx-empty:\n: none';
    expect({ ...headerFields(block) }).toEqual({ subject: 'An idea', 'x-a': 'a b', 'x-empty': '' });
  });

  it('reads 200 lines, of which folded ones are one', () => {
    const lines = Array.from({ length: 201 }, (_, n) => `x-${n}: a\n b`);
    expect(Object.keys(headerFields(lines.join('\n')))).toEqual(
      lines.slice(0, 200).map((line) => line.split(':')[0]),
    );
  });
});

describe('the status of a failed recipient', () => {
  it.each([
    ['is the one of the report', ['Status: 4.2.2', 'Diagnostic-Code: smtp; 550 5.1.1 unknown'], '4.2.2'],
    [
      'is the one of the server when the report says none',
      ['Diagnostic-Code: smtp; 550 5.1.1 unknown'],
      '5.1.1',
    ],
    [
      'is the one of the server when that of the report says nothing',
      ['Status: 5.0.0', 'Diagnostic-Code: smtp; 550 5.1.1 unknown'],
      '5.1.1',
    ],
    ['says nothing when nothing else does', ['Status: 5.0.0 (permanent failure)'], '5.0.0'],
    ['is not known when nobody says one', ['Diagnostic-Code: smtp; 550 unknown'], undefined],
  ])('%s', async (_, fields, status) => {
    expect((await only(report([FINAL, 'Action: failed', ...fields])))?.status).toBe(status);
  });
});

describe('the recipient of a delivery report', () => {
  it.each<[string, string[], string, Partial<Bounce>]>([
    ['is the final one', [FINAL], '', { recipient: 'jo@firm.example', finalRecipient: undefined }],
    [
      'is the original one',
      ['Original-Recipient: rfc822; ANN@firm.example', FINAL],
      '',
      { recipient: 'ann@firm.example', finalRecipient: 'jo@firm.example' },
    ],
    [
      'is no other when both are the same',
      ['Original-Recipient: rfc822; Jo@Firm.example', FINAL],
      '',
      { recipient: 'jo@firm.example', finalRecipient: undefined },
    ],
    [
      'is known without a final one',
      ['Original-Recipient: rfc822; jo@firm.example'],
      '',
      { recipient: 'jo@firm.example', finalRecipient: undefined },
    ],
    [
      'is the one that the text lists when the fields hold no address',
      ['Final-Recipient: x400; /c=de/s=jo'],
      '<Jo@Firm.example>: unknown',
      { recipient: 'jo@firm.example', finalRecipient: undefined },
    ],
    [
      'may be unknown',
      ['Final-Recipient: x400; /c=de/s=jo'],
      'It failed.',
      { recipient: undefined, finalRecipient: undefined },
    ],
  ])('%s', async (_, fields, words, recipients) => {
    expect(await only(report([...fields, 'Action: failed', 'Status: 5.1.1'], words))).toMatchObject(
      recipients,
    );
  });
});

describe('what the server said', () => {
  const failed = [FINAL, 'Action: failed', 'Status: 5.0.0'];

  it('is one line of 500 characters at most', async () => {
    const said = (words: string) => only(report([...failed, `Diagnostic-Code: smtp; ${words}`]));
    expect((await said(`550 \t no${' '}\r\n such  user`))?.diagnostic).toBe('550 no such user');
    const long = `550 ${'x'.repeat(496)}`;
    expect((await said(long))?.diagnostic).toBe(long);
    expect((await said(`${long}y`))?.diagnostic).toBe(long);
  });

  it('counts before the words of the report, which decide when it says nothing', async () => {
    const words = '<jo@firm.example>: mailbox full';
    const said = (code: string) => only(report([...failed, `Diagnostic-Code: ${code}`], words));
    expect(await said('smtp; 550 No such user')).toMatchObject({ reason: 'no such user' });
    expect(await said('x-unix; procmail gave up')).toMatchObject({
      reason: 'mailbox full',
      diagnostic: 'procmail gave up',
    });
    expect(await said('x-unix; 73')).toMatchObject({ reason: 'mailbox full', diagnostic: words });
  });

  it('is about the recipient when they had all been refused before the message', async () => {
    const transcript = ['>>> DATA', '<<< 554 5.5.1 Error: no valid recipients'].join('\r\n');
    const said = (words: string) =>
      only(report([...failed, 'Diagnostic-Code: smtp; 550 User unknown'], words));
    expect(await said(transcript)).toMatchObject({ severity: 'hard', reason: 'no such user' });
    for (const words of ['>>> DATA', `<<< 550 5.7.1 User unknown\r\n${transcript}`]) {
      expect(await said(words)).toMatchObject({
        severity: 'soft',
        reason: 'accepted, and refused with the message',
      });
    }
  });
});

describe('the message that a report is about', () => {
  const reported = async (...message: string[]) => {
    const words = 'It failed.';
    const parts = { 'message/delivery-status': [FINAL, 'Action: failed'], 'message/rfc822': message };
    return readBounce(await withParts([DAEMON], words, parts))?.reported;
  };

  it('is told by its header, after blank lines too', async () => {
    const told = { messageId: '0102-a@eu-west-1.amazonses.com', to: ['jo@firm.example'] };
    expect(await reported(...MESSAGE)).toEqual(told);
    expect(await reported('', '', ...MESSAGE)).toEqual(told);
    expect(await reported('To: Jo <JO@firm.example>,', ' ann@firm.example')).toEqual({
      messageId: undefined,
      to: ['jo@firm.example', 'ann@firm.example'],
    });
  });

  it('may be told without an address', async () => {
    expect(await reported('Message-ID: <a@b.example>', '', 'To: jo@firm.example')).toEqual({
      messageId: 'a@b.example',
      to: [],
    });
  });

  it('is told with limits', async () => {
    const id = (length: number) => 'x'.repeat(length);
    const list = (length: number) => 'jo@firm.example'.padStart(length, ',');
    expect(await reported(`Message-ID: <${id(300)}>`, `To:${list(4_000)}`)).toEqual({
      messageId: id(300),
      to: ['jo@firm.example'],
    });
    expect(await reported(`Message-ID: <${id(301)}>`, `To:${list(4_015)}`)).toEqual({
      messageId: id(300),
      to: [],
    });
  });
});

describe('a filter of the recipient', () => {
  const notified = (disposition: string, words: string) =>
    withParts([PERSON], words, {
      'message/disposition-notification': [FINAL, `Disposition: ${disposition}`],
    });
  const REFUSED = 'Your mail was refused by a filter of the recipient.';

  it.each([
    'automatic-action/MDN-sent-automatically; deleted',
    'automatic-action / MDN-sent-automatically ; deleted/error',
  ])('that sends a mail back is a soft bounce: %s', async (disposition) => {
    const mail = await notified(disposition, REFUSED);
    expect(readBounce(mail)).toMatchObject({
      bounces: [{ recipient: 'jo@firm.example', severity: 'soft' }],
      evidence: 'message/disposition-notification',
    });
    expect(isDeliveryReceipt(mail)).toBe(false);
  });

  it.each([
    ['a person who saw it', 'manual-action/MDN-sent-manually; displayed', REFUSED],
    [
      'a program that deleted it unread',
      'automatic-action/MDN-sent-automatically; deleted',
      'It was deleted.',
    ],
  ])('is not %s', async (_, disposition, words) => {
    const mail = await notified(disposition, words);
    expect(readBounce(mail)).toBeUndefined();
    expect(isDeliveryReceipt(mail)).toBe(true);
  });
});

describe('a bounce without fields per recipient', () => {
  const UNKNOWN = '<ann@firm.example>: 550 5.1.1 User unknown';
  const COPY = { 'message/rfc822': MESSAGE };

  it.each<[string, string, string[], string]>([
    ['X-Failed-Recipients', 'Exim', [PERSON, 'X-Failed-Recipients: ann@firm.example'], 'Note.'],
    ['null sender', 'a daemon that says so', [DAEMON, NULL_SENDER], 'It could not be delivered.'],
    ['null sender', 'a code', [PERSON, NULL_SENDER], `It could not be delivered.\r\n${UNKNOWN}`],
    ['null sender', 'a subject', [PERSON, NULL_SENDER, 'Subject: Delivery failure'], 'Note.'],
    ['null sender', 'a subject of servers', [PERSON, NULL_SENDER, 'Subject: DSN: Delivery failure'], 'Note.'],
    ['null sender', 'nobody in From', ['From: <>', 'Subject: Delivery failure'], 'Note.'],
    ['null sender', 'no From', ['Subject: Delivery failure'], 'Note.'],
    [
      'null sender',
      'a daemon in Return-Path',
      [PERSON, 'Return-Path: <mailer-daemon@x.example>', 'Subject: Delivery failure'],
      'Note.',
    ],
    ['mailer daemon', 'MAILER-DAEMON', ['From: MAILER-DAEMON@x.example'], 'It could not be delivered.'],
    ['daemon with a code of SMTP', 'a daemon and a code', [DAEMON], UNKNOWN],
    ['daemon with a code of SMTP', 'a daemon by address', ['From: <postmaster@mx.example>'], UNKNOWN],
    [
      'null sender',
      'the subject of an answer, and a code',
      [DAEMON, NULL_SENDER, 'Subject: Re: An idea'],
      UNKNOWN.replace('User', 'Failure: user'),
    ],
    [
      'daemon with a code of SMTP',
      'a daemon by name and a code',
      ['From: Postmaster <it@mx.example>'],
      UNKNOWN,
    ],
    [
      'daemon with a code of SMTP',
      'a daemon and its subject',
      [DAEMON, 'Subject: Undelivered mail'],
      'Delivery failure:\r\n\r\nann@firm.example',
    ],
  ])('is known by the %s: %s', async (evidence, _, head, words) => {
    expect(readBounce(await mailOf(...head, ...HEAD, '', words))?.evidence).toBe(evidence);
  });

  it.each<[string, string[], string]>([
    ['a person who quotes one', [PERSON], `I got this:\r\n${UNKNOWN}`],
    ['a person who reports one', [PERSON], 'Your mail could not be delivered:\r\n\r\nann@firm.example'],
    [
      'a person who forwards its subject',
      [PERSON, 'Subject: Undelivered mail'],
      'Delivery failure:\r\n\r\nann@firm.example',
    ],
    [
      'a daemon that speaks of nothing',
      [DAEMON, 'Subject: Undelivered mail'],
      'Hello:\r\n\r\nann@firm.example',
    ],
    ['a daemon in the words of a person', [DAEMON], 'Delivery failure:\r\n\r\nann@firm.example'],
    ['an administrator who speaks of a code', [DAEMON], 'We had error 550 today.'],
    ['a note from the null sender', [PERSON, NULL_SENDER], 'I cannot be reached until Monday.'],
    ['a note of a daemon', [DAEMON, NULL_SENDER], 'I am away until Monday.'],
  ])('is not %s', async (_, head, words) => {
    expect(readBounce(await mailOf(...head, ...HEAD, '', words))).toBeUndefined();
  });

  // Exchange and others answer from the null sender, and name what they answer.
  it.each([
    'Automatic reply: Payment failures cost you',
    'Réponse automatique : 20 % de remise',
    'Abwesenheitsnotiz: Zustellung',
    'Out of Office: Rejected invoices',
    'Re: 20 % de remise',
  ])('is not an answer to a subject like one: %s', async (subject) => {
    const head = [PERSON, NULL_SENDER, `Subject: ${subject}`, ...HEAD];
    expect(readBounce(await mailOf(...head, '', 'I am away until Monday.'))).toBeUndefined();
  });

  it('is known by the message that it returns, if it says why', async () => {
    const evidence = async (head: string[], words: string) =>
      readBounce(await withParts(head, words, COPY))?.evidence;
    expect(await evidence([PERSON, NULL_SENDER], 'It could not be delivered.')).toBe('null sender');
    expect(await evidence([DAEMON], 'It could not be delivered.')).toBe('daemon with the message');
    expect(await evidence([PERSON], 'It could not be delivered.')).toBeUndefined();
    for (const head of [[PERSON, NULL_SENDER], [DAEMON], [DAEMON, NULL_SENDER]]) {
      expect(await evidence(head, 'I am away until Monday.')).toBeUndefined();
    }
  });

  it('is known by the type of its report when that holds no fields', async () => {
    const type = 'Content-Type: multipart/report; report-type=delivery-status; boundary=b';
    const text = ['', '--b', 'Content-Type: text/plain', '', 'Note.'];
    const fields = ['--b', 'Content-Type: message/delivery-status', '', 'Reporting-MTA: dns; mx.example'];
    const without = await mailOf(PERSON, ...HEAD, type, ...text, '--b--', '');
    expect(readBounce(without)?.evidence).toBe('report type');
    const with_ = await mailOf(PERSON, ...HEAD, type, ...text, ...fields, '--b--', '');
    expect(readBounce(with_)).toBeUndefined();
    expect(isDeliveryReceipt(with_)).toBe(true);
  });

  it('has no recipient among those who write to each other', async () => {
    const words = `It failed.\r\nelena@brand.example:\r\n${UNKNOWN}\r\n\r\nPOSTMASTER@mx.example\r\n`;
    expect(await only(mailOf(DAEMON, NULL_SENDER, ...HEAD, '', words))).toMatchObject({
      recipient: 'ann@firm.example',
      diagnostic: 'ann@firm.example>: 550 5.1.1 User unknown',
    });
  });

  it.each([
    [
      'the status next to it',
      `4.4.1 was the answer before.\r\n${UNKNOWN}`,
      { status: '5.1.1', reason: 'no such user', diagnostic: 'ann@firm.example>: 550 5.1.1 User unknown' },
    ],
    [
      'the status of the text when there is none next to it',
      '552 5.2.2 was the answer for:\r\n<ann@firm.example>\r\n\r\n',
      { status: '5.2.2', reason: 'mailbox full', diagnostic: 'ann@firm.example>' },
    ],
    [
      'the whole text when it does not name the recipient',
      ' \r\n552 5.2.2  Mailbox\r\nfull \r\n',
      { status: '5.2.2', reason: 'mailbox full', diagnostic: '552 5.2.2 Mailbox full' },
    ],
  ])('gives one recipient %s', async (_, words, said) => {
    const head = [DAEMON, 'X-Failed-Recipients: Ann@firm.example'];
    expect(await only(mailOf(...head, ...HEAD, '', words))).toMatchObject({
      recipient: 'ann@firm.example',
      ...said,
    });
  });

  it('gives each of several recipients what is said of it', async () => {
    const words = `jo@firm.example: 552 5.2.2 full\r\n${UNKNOWN}`;
    const head = [
      DAEMON,
      'X-Failed-Recipients: ann@firm.example, jo@firm.example,',
      ' Ann@firm.example, x@firm.example',
    ];
    expect(readBounce(await mailOf(...head, ...HEAD, '', words))?.bounces).toMatchObject([
      { recipient: 'ann@firm.example', status: '5.1.1', reason: 'no such user' },
      { recipient: 'jo@firm.example', status: '5.2.2', reason: 'mailbox full' },
      { recipient: 'x@firm.example', status: undefined, reason: 'not said', diagnostic: '' },
    ]);
  });

  it('gives fifty recipients at most', async () => {
    const all = Array.from({ length: 51 }, (_, n) => `p${n}@firm.example`);
    const head = [DAEMON, `X-Failed-Recipients: ${all.join(',\r\n ')}`];
    const bounces = readBounce(await mailOf(...head, ...HEAD, '', 'It failed.'))?.bounces;
    expect(bounces?.map(({ recipient }) => recipient)).toEqual(all.slice(0, 50));
  });
});

describe('isDeliveryReceipt', () => {
  it.each([
    ['delivered', true],
    ['delayed', true],
    ['failed', false],
  ])('when the mail was %s: %s', async (action, receipt) => {
    expect(isDeliveryReceipt(await report([FINAL, `Action: ${action}`]))).toBe(receipt);
  });

  it('is not a mail without a report', async () => {
    expect(isDeliveryReceipt(await mailOf(PERSON, ...HEAD, '', 'Note.'))).toBe(false);
  });
});
