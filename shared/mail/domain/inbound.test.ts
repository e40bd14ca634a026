import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classifyInbound } from './inbound.ts';

const raw = (headers: Record<string, string>, body: string): Uint8Array => {
  const all = {
    From: 'Ana <ana@example.com>',
    To: 'reply+abc123@in.example',
    Subject: 'Re: Hello',
    ...headers,
  };
  const head = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return new TextEncoder().encode(`${head.join('\r\n')}\r\n\r\n${body}`);
};

describe('classifyInbound', () => {
  it('reads a reply without its quotes', async () => {
    const mail = await classifyInbound(
      raw(
        {},
        'Sounds good, Tuesday?\r\n\r\nOn Mon, 3 Mar 2025 at 10:00, Rex <rex@example.com> wrote:\r\n> Hello\r\n> Unsubscribe: https://x\r\n',
      ),
    );
    expect(mail).toMatchObject({
      kind: 'reply',
      from: 'ana@example.com',
      visibleText: 'Sounds good, Tuesday?',
      thread: { by: 'reply_token', token: 'abc123' },
    });
  });

  it('finds an unsubscribe request in the text of the sender', async () => {
    expect(await classifyInbound(raw({}, 'Please take me off your list.'))).toMatchObject({
      kind: 'unsubscribe_request',
      evidence: 'words: Please take me off your list.',
    });
  });

  it('finds an unsubscribe request by the address in List-Unsubscribe', async () => {
    const mail = await classifyInbound(raw({ To: 'unsubscribe+t0ken@in.example', Subject: 't0ken' }, ''));
    expect(mail.kind).toBe('unsubscribe_request');
  });

  it.each([
    [
      'out_of_office',
      { Subject: 'Automatic reply: Hello', 'X-Auto-Response-Suppress': 'All' },
      'I am out of the office until Monday.',
    ],
    ['out_of_office', { 'Auto-Submitted': 'auto-replied' }, 'Ich bin bis Montag im Urlaub.'],
    [
      'auto_reply',
      { 'Auto-Submitted': 'auto-generated', Subject: 'Ticket 12 received' },
      'We have got your message.',
    ],
    ['auto_reply', { Precedence: 'bulk' }, 'Our newsletter'],
    ['reply', { 'Auto-Submitted': 'no' }, 'Yes, call me.'],
    ['reply', {}, 'I was out of the office, sorry for the late answer. Yes please.'],
  ])('calls it %s with %o', async (kind, headers, body) => {
    expect((await classifyInbound(raw(headers as Record<string, string>, body))).kind).toBe(kind);
  });

  it('ignores an unsubscribe footer that a vacation note quotes', async () => {
    const mail = await classifyInbound(
      raw({ 'Auto-Submitted': 'auto-replied' }, 'I am on vacation.\r\n\r\n> unsubscribe'),
    );
    expect(mail.kind).toBe('out_of_office');
  });

  it('reads the text of an HTML mail', async () => {
    const html =
      '<style>p{}</style><p>Stop e-mailing me, please &amp; thank you.</p><div class="gmail_quote">Hello</div>';
    const mail = await classifyInbound(raw({ 'Content-Type': 'text/html' }, html));
    expect(mail).toMatchObject({
      kind: 'unsubscribe_request',
      visibleText: 'Stop e-mailing me, please & thank you.',
    });
  });

  it.each(['', 'garbage', '\u0000\u0001\u0002', '<html>'])('calls %j unreadable', async (text) => {
    expect((await classifyInbound(new TextEncoder().encode(text))).kind).toBe('unreadable');
  });

  it('never throws and keeps sizes bounded', async () => {
    const header = fc.constantFrom(
      'From',
      'To',
      'Subject',
      'Content-Type',
      'Content-Transfer-Encoding',
      'Return-Path',
      'Date',
    );
    const value = fc.oneof(
      fc.string({ maxLength: 60 }),
      fc.constantFrom(
        'multipart/report; report-type=delivery-status; boundary=b',
        'multipart/mixed; boundary=b',
        'text/html; charset=utf-7',
        'base64',
        '<>',
      ),
    );
    const body = fc.oneof(
      fc.string({ maxLength: 500 }),
      fc.constantFrom(
        '--b\r\nContent-Type: message/delivery-status\r\n\r\nFinal-Recipient: x\r\n--b--',
        '--b\r\nContent-Type: message/feedback-report\r\n\r\n:::\r\n',
      ),
    );
    const mails = fc
      .tuple(fc.array(fc.tuple(header, value), { maxLength: 6 }), body)
      .map(
        ([headers, text]) =>
          `${headers.map(([name, each]) => `${name}: ${each}`).join('\r\n')}\r\n\r\n${text}`,
      )
      .map((text) => new TextEncoder().encode(text));
    await fc.assert(
      fc.asyncProperty(fc.oneof(mails, fc.uint8Array({ maxLength: 400 })), async (bytes) => {
        const mail = await classifyInbound(bytes);
        if ('visibleText' in mail) expect(mail.visibleText.length).toBeLessThanOrEqual(10_000);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['dashes', '-'.repeat(200_000)],
    ['open tags', '<'.repeat(200_000)],
    ['one word', 'a'.repeat(200_000)],
    ['empty lines', '\n'.repeat(200_000)],
    ['nested tags', '<div>'.repeat(40_000)],
    ['quote marks', '> '.repeat(100_000)],
    ['addresses', 'a@b.example '.repeat(16_000)],
    ['half an address', `${'a.'.repeat(100_000)}@`],
    ['half attributions', 'On 1 May 2024 at 10:00 '.repeat(9_000)],
    ['header names', 'From: '.repeat(33_000)],
    ['field lines', 'From: a\n'.repeat(8_000)],
    ['words that stop', 'please stop do not '.repeat(10_000)],
    ['words of many languages', 'nicht mehr ne plus no más non più '.repeat(6_000)],
    ['statuses', '550 5.1.1 user '.repeat(13_000)],
    ['days', 'until 5 May or '.repeat(13_000)],
    ['spaces', ' '.repeat(200_000)],
    ['flowed lines', 'word \n'.repeat(8_000)],
    ['JSON', '{"a":'.repeat(40_000)],
  ])('comes to an end with 200,000 signs or many lines of %s', async (_, body) => {
    // What takes the square of their number does not come to one within the time that a test has.
    for (const type of ['text/plain; format=flowed', 'text/html', 'multipart/mixed; boundary=b']) {
      const lists: Record<string, string>[] = [
        { 'Return-Path': '<>' },
        { From: 'MAILER-DAEMON@x.example', Subject: body.slice(0, 5_000).replaceAll('\n', ' ') },
      ];
      for (const headers of lists) {
        const mail = await classifyInbound(raw({ 'Content-Type': type, ...headers }, body));
        expect(mail.kind).not.toBe('unreadable');
      }
    }
  });
});

describe('a bounce', () => {
  const report = (fields: string, words = 'It failed.', headers = {}): Uint8Array =>
    raw(
      {
        From: 'MAILER-DAEMON@x.example',
        Subject: 'Undelivered',
        'Content-Type': 'multipart/report; report-type=delivery-status; boundary="b"',
        ...headers,
      },
      `--b\r\nContent-Type: text/plain\r\n\r\n${words}\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\n${fields}\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nTo: jo@firm.example\r\nMessage-ID: <0102-a@eu-west-1.amazonses.com>\r\nSubject: An idea\r\n\r\nHi\r\n--b--\r\n`,
    );

  it('gives the original recipient, the final recipient and the message', async () => {
    const mail = await classifyInbound(
      report(
        'Original-Recipient: rfc822; jo@firm.example\r\nFinal-Recipient: rfc822; jo@old.example\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 unknown',
      ),
    );
    expect(mail).toMatchObject({
      kind: 'bounce',
      bounces: [
        {
          recipient: 'jo@firm.example',
          finalRecipient: 'jo@old.example',
          severity: 'hard',
          reason: 'no such user',
        },
      ],
      reported: { messageId: '0102-a@eu-west-1.amazonses.com', to: ['jo@firm.example'] },
      references: ['0102-a@eu-west-1.amazonses.com'],
    });
  });

  it('gives each recipient its own reason', async () => {
    const mail = await classifyInbound(
      report(
        'Final-Recipient: rfc822; jo@firm.example\r\nAction: failed\r\nStatus: 5.0.0\r\n\r\nFinal-Recipient: rfc822; ann@firm.example\r\nAction: failed\r\nStatus: 5.0.0',
        'Could not be delivered.\r\n<ann@firm.example>: 550 5.1.1 user unknown\r\n',
      ),
    );
    expect(mail).toMatchObject({
      bounces: [
        { recipient: 'jo@firm.example', severity: 'soft', diagnostic: '' },
        { recipient: 'ann@firm.example', severity: 'hard' },
      ],
    });
  });

  it('gives at most fifty recipients, however many failed', async () => {
    const failed = Array.from(
      { length: 60 },
      (_, n) => `Final-Recipient: rfc822; p${n}@firm.example\r\nAction: failed\r\nStatus: 5.1.1`,
    );
    const mail = await classifyInbound(report(failed.join('\r\n\r\n')));
    if (mail.kind !== 'bounce') throw new Error('It should be a bounce.');
    expect(mail.bounces).toHaveLength(50);
    expect(mail.bounces.at(-1)).toMatchObject({ recipient: 'p49@firm.example' });
  });

  it.each(['delivered', 'relayed', 'expanded', 'delayed'])(
    'is no bounce, and no reply, when the mail was %s',
    async (action) => {
      const receipt = report(
        `Final-Recipient: rfc822; jo@firm.example\r\nAction: ${action}\r\nStatus: 2.0.0`,
        'Please note.',
        { From: 'jo@firm.example', Subject: 'Note' },
      );
      expect(await classifyInbound(receipt)).toMatchObject({
        kind: 'auto_reply',
        byMachine: true,
        evidence: 'delivery report without a failure',
      });
    },
  );

  it('is no bounce when the recipient’s program reports that it has shown the mail', async () => {
    const shown = raw(
      {
        From: 'jo@firm.example',
        Subject: 'Note',
        'Content-Type': 'multipart/report; report-type=disposition-notification; boundary="b"',
      },
      '--b\r\nContent-Type: text/plain\r\n\r\nPlease note.\r\n--b\r\nContent-Type: message/disposition-notification\r\n\r\nFinal-Recipient: rfc822; jo@firm.example\r\nDisposition: manual-action/MDN-sent-manually; displayed\r\n--b--\r\n',
    );
    expect(await classifyInbound(shown)).toMatchObject({
      kind: 'auto_reply',
      byMachine: true,
      evidence: 'delivery report without a failure',
    });
  });

  it.each([
    ['an answer that names no recipient', '5.0.0', '550 : User unknown'],
    ['a status of the mail system', '5.3.0', "5.3.0 - Other mail system problem 550-'Unknown user x'"],
  ])('is soft when "user unknown" may be about the message: %s', async (_, status, answer) => {
    const fields = `Final-Recipient: rfc822; jo@firm.example\r\nAction: failed\r\nStatus: ${status}`;
    expect(await classifyInbound(report(`${fields}\r\nDiagnostic-Code: smtp; ${answer}`))).toMatchObject({
      kind: 'bounce',
      bounces: [{ severity: 'soft', reason: 'accepted, and refused with the message' }],
    });
    const after = 'Said after RCPT TO.';
    expect(
      await classifyInbound(report(`${fields}\r\nDiagnostic-Code: smtp; ${answer}`, after)),
    ).toMatchObject({ kind: 'bounce', bounces: [{ severity: 'hard' }] });
  });

  it.each([
    ['Delivery failed 20 attempts: jo@firm.example', 'soft'],
    ['User mailbox exceeds allowed size: jo@firm.example', 'soft'],
    ['Your message was not delivered.\r\n\r\njo@firm.example [User unknown]', 'hard'],
  ])('of a postmaster without a report part gives its recipient: %s', async (words, severity) => {
    const headers = { From: 'Postmaster <postmaster@mx.example>', Subject: 'Undeliverable Mail' };
    const body = `${words}\r\n\r\nOriginal message follows.\r\n\r\nTo: other@firm.example\r\n`;
    const quiet = await classifyInbound(raw({ ...headers, 'Return-Path': '<>' }, body));
    const unmarked = await classifyInbound(raw(headers, body));
    expect(quiet).toMatchObject({ kind: 'bounce', bounces: [{ recipient: 'jo@firm.example', severity }] });
    if (/failed|not delivered/.test(words)) expect(unmarked).toMatchObject({ kind: 'bounce' });
  });

  it('does not take a support address in its prose as a failed recipient', async () => {
    const mail = await classifyInbound(
      raw(
        { From: 'MAILER-DAEMON@x.example', Subject: 'Undeliverable', 'Return-Path': '<>' },
        'Your mail was not delivered: 550 5.1.1 user unknown.\r\nFor assistance write to support@x.example.',
      ),
    );
    expect(mail).toMatchObject({ kind: 'bounce', bounces: [{ recipient: undefined, severity: 'hard' }] });
  });

  it('of Apache James gives the recipient of its RCPT TO command', async () => {
    const mail = await classifyInbound(
      raw(
        { From: 'postmaster@mx.example', Subject: 'Re: An idea', 'Return-Path': '<>' },
        "Hi. This is the James mail server at mx.example.\r\nI'm afraid I wasn't able to deliver your message to the following addresses.\r\nThis is a permanent error; I've given up.\r\n\r\nMessage details:\r\n  Subject: An idea\r\n  MAIL FROM: elena@brand.example\r\n  RCPT TO: jo@firm.example\r\n  From: Elena <elena@brand.example>\r\n  Size (in bytes): 1024\r\nError message below:\r\n550 - Requested action not taken: no such user here",
      ),
    );
    expect(mail).toMatchObject({
      kind: 'bounce',
      bounces: [{ recipient: 'jo@firm.example', severity: 'hard' }],
    });
  });

  it('is read when its boundary differs from the one in its header', async () => {
    const mail = await classifyInbound(
      report('Final-Recipient: rfc822; jo@firm.example\r\nAction: failed\r\nStatus: 5.1.1', undefined, {
        'Content-Type': 'multipart/report; report-type=delivery-status; boundary="other"',
      }),
    );
    expect(mail).toMatchObject({
      kind: 'bounce',
      bounces: [{ recipient: 'jo@firm.example', severity: 'hard' }],
    });
  });

  it.each([
    [
      'bounce',
      {
        notificationType: 'Bounce',
        bounce: {
          bounceType: 'Permanent',
          bounceSubType: 'General',
          bouncedRecipients: [
            {
              emailAddress: 'Jo@firm.example',
              status: '5.1.1',
              diagnosticCode: 'smtp; 550 5.1.1 user unknown',
            },
          ],
        },
        mail: { messageId: '0102-a', destination: ['jo@firm.example'] },
      },
    ],
    [
      'complaint',
      {
        notificationType: 'Complaint',
        complaint: {
          complaintFeedbackType: 'abuse',
          complainedRecipients: [{ emailAddress: 'jo@firm.example' }],
        },
      },
    ],
    ['auto_reply', { notificationType: 'Delivery', mail: { messageId: '0102-a' } }],
  ])('or another notice of SES that comes by mail is a %s', async (kind, notice) => {
    for (const body of [notice, { Type: 'Notification', Message: JSON.stringify(notice) }]) {
      const footer =
        '\r\n\r\n--\r\nIf you wish to stop receiving notifications, click to unsubscribe: https://x.example';
      const mail = await classifyInbound(
        raw(
          { From: 'no-reply@sns.amazonaws.com', Subject: 'AWS Notification Message' },
          JSON.stringify(body) + footer,
        ),
      );
      expect(mail.kind).toBe(kind);
      if (mail.kind === 'bounce')
        expect(mail.bounces).toMatchObject([{ recipient: 'jo@firm.example', severity: 'hard' }]);
    }
  });

  it.each([
    ['Re: Undeliverable parcel', 'jo@firm.example', 'Two pallets were not delivered, 550 boxes are missing.'],
    [
      'Delivery has failed',
      'support@firm.example',
      'We could not deliver your order. User unknown at the door.',
    ],
    ['Fwd: Returned mail', 'jo@firm.example', 'Your mail came back, see below.\n\n> 550 5.1.1 User unknown'],
  ])('is not what a person writes: %s', async (Subject, From, body) => {
    expect((await classifyInbound(raw({ Subject, From }, body))).kind).toBe('reply');
  });
});

describe('the author of a mail', () => {
  it.each([
    ['out_of_office', true, { 'X-Apple-Action': 'VACATION' }, 'Gone fishing.'],
    ['out_of_office', true, { Subject: 'Automatic reply: An idea' }, 'I am out of the office until 13 May.'],
    ['auto_reply', true, { Subject: 'Automatic reply: An idea' }, 'We have your message.'],
    ['out_of_office', false, {}, 'Thank you for your message. I am out of the office until 13 May.'],
    ['auto_reply', false, {}, 'This mailbox is no longer monitored.'],
    ['reply', false, {}, 'I am out of the office next week, but yes, let us talk today.'],
    ['reply', false, { Precedence: 'list', 'List-Id': '<sales.firm.example>' }, 'Yes, call me.'],
    ['auto_reply', true, { From: 'offers+owner@post.example' }, 'Your message awaits moderation.'],
    // The same words of a person: nothing that anybody can type makes a machine of them.
    [
      'reply',
      false,
      {},
      'I moderate our mailing list: your post awaits approval by a moderator of the list.',
    ],
  ])('%s, by a machine: %s, with %o', async (kind, byMachine, headers, body) => {
    expect(await classifyInbound(raw(headers as Record<string, string>, body))).toMatchObject({
      kind,
      byMachine,
    });
  });

  it('comes with the day of return from an absence note, and with a possible opt-out', async () => {
    const headers = { Subject: 'Automatic reply: Hi', Date: 'Mon, 6 May 2024 09:14:00 +0000' };
    expect(
      await classifyInbound(raw(headers, 'I am on leave until 13 May. Please remove me from your list.')),
    ).toMatchObject({
      kind: 'out_of_office',
      absentUntil: '2024-05-13',
      possibleOptOut: 'Please remove me from your list.',
    });
    expect(await classifyInbound(raw({}, 'No thanks, not interested.'))).toMatchObject({
      kind: 'reply',
      possibleOptOut: 'No thanks, not interested.',
    });
    expect(await classifyInbound(raw({ Subject: 'Re: STOP' }, ''))).toMatchObject({ possibleOptOut: 'STOP' });
  });

  it('finds a request below the signature and below the quote', async () => {
    const mail = await classifyInbound(
      raw({}, 'OK.\r\n\r\n-- \r\nJo\r\n\r\n> Hello\r\n\r\nPlease take me off your list.'),
    );
    expect(mail.kind).toBe('unsubscribe_request');
  });
});

describe('mails without a rule of their own', () => {
  const utf8 = (headers: Record<string, string>, body: string) =>
    classifyInbound(
      raw(
        { 'Content-Type': 'text/plain; charset=utf-8', 'Content-Transfer-Encoding': '8bit', ...headers },
        body,
      ),
    );
  const HTML = { 'Content-Type': 'text/html; charset=utf-8' };

  it('keeps an agenda that contains names of header fields', async () => {
    const mail = await utf8(
      {},
      'An agenda:\nDate: Tuesday\nSubject: Prices\nFrom: 10 to 11\n\nI will bring Anna.',
    );
    expect(mail).toMatchObject({ visibleText: expect.stringContaining('Anna') });
  });

  it('reads a mail through a group of Yahoo or Google as written by a person', async () => {
    for (const header of ['Mailing-List', 'X-Google-Group-Id', 'List-Post', 'List-Id']) {
      expect((await utf8({ Precedence: 'bulk', [header]: 'sales' }, 'Yes, call me.')).kind).toBe('reply');
    }
  });

  it('reads a sentence that continues in the next row or line', async () => {
    for (const body of [
      '<table><tr><td>Take me</td></tr><tr><td>off your list</td></tr></table>',
      'Take me<br>off your list',
    ]) {
      expect((await utf8(HTML, body)).kind).toBe('unsubscribe_request');
    }
  });

  it('ignores hidden text', async () => {
    for (const attribute of ['style="color:red;display:none"', 'style="display: none"', 'hidden']) {
      const mail = await utf8(HTML, `<p>Yes.</p><div ${attribute}>unsubscribe</div>`);
      expect(mail).toMatchObject({ kind: 'reply', visibleText: 'Yes.' });
    }
  });

  it.each([
    'Odpowiedź automatyczna: An idea',
    'Automatyczna odpowiedź: An idea',
    "Réponse d'absence : An idea",
  ])('knows the absence note %j', async (Subject) => {
    expect((await utf8({ Subject }, 'Jestem na urlopie do 13 maja.')).kind).toBe('out_of_office');
  });
});

describe('what a mail says beside its words', () => {
  it('is read of an absence, and of no other note of a machine', async () => {
    const note = { 'Auto-Submitted': 'auto-replied', Date: 'Mon, 2 Mar 2026 10:00:00 +0000' };
    const until = 'I am out of the office until 12 March 2026.';
    expect(await classifyInbound(raw({ ...note, Subject: 'Out of office' }, until))).toMatchObject({
      kind: 'out_of_office',
      absentUntil: '2026-03-12',
    });
    const ticket = await classifyInbound(
      raw({ ...note, Subject: 'Ticket 77 received' }, 'We answer your request until 12 March 2026.'),
    );
    expect(ticket).toMatchObject({ kind: 'auto_reply' });
    expect(ticket).not.toHaveProperty('absentUntil');
  });

  it.each([
    ['bob@example.com', { email: 'bob@example.com' }],
    ['ana@example.com', undefined],
    ['reply+abc123@in.example', undefined],
  ])('names somebody else to write to: %s, unless it is the sender or we', async (address, referredTo) => {
    const mail = await classifyInbound(raw({}, `I have left. Please contact ${address} instead.`));
    if (!('reading' in mail)) throw new Error('It should be a reply.');
    expect(mail.reading.class).toBe('referral');
    expect(mail.reading.referredTo).toEqual(referredTo);
  });

  it('refers to what it answers, when a bounce does not come with the message', async () => {
    const report = await classifyInbound(
      raw(
        {
          From: 'MAILER-DAEMON@x.example',
          'In-Reply-To': '<0102-a@eu-west-1.amazonses.com>',
          'Content-Type': 'multipart/report; report-type=delivery-status; boundary="b"',
        },
        '--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\nFinal-Recipient: rfc822; jo@firm.example\r\nAction: failed\r\nStatus: 5.1.1\r\n--b--\r\n',
      ),
    );
    expect(report).toMatchObject({ kind: 'bounce', references: ['0102-a@eu-west-1.amazonses.com'] });
  });
});

describe('the calendar in a mail', () => {
  const OURS = 'team@in.example';
  const event = (uid: string, sequence: number, organizer: string, answer = 'NEEDS-ACTION'): string[] => [
    ...['BEGIN:VEVENT', `UID:${uid}`, `SEQUENCE:${sequence}`, 'DTSTAMP:20260305T130000Z'],
    ...['DTSTART:20260312T150000Z', `ORGANIZER:mailto:${organizer}`],
    ...[`ATTENDEE;PARTSTAT=${answer}:mailto:ana@example.com`, 'END:VEVENT'],
  ];
  const withCalendar = async (method: string, ...events: readonly string[][]) => {
    const content = [
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      `METHOD:${method}`,
      ...events.flat(),
      'END:VCALENDAR',
      '',
    ];
    const mail = await classifyInbound(
      // Whoever invites has a copy too.
      raw(
        { To: `reply+abc123@in.example, ${OURS}, ana@example.com`, 'Content-Type': 'text/calendar' },
        content.join('\r\n'),
      ),
    );
    return 'calendar' in mail ? mail.calendar : undefined;
  };

  it.each([
    ['REQUEST', 'reply+abc123@in.example', undefined],
    ['REQUEST', OURS, undefined],
    ['COUNTER', OURS, OURS],
    ['REPLY', OURS, OURS],
    ['REQUEST', 'ana@example.com', 'ana@example.com'],
    ['REQUEST', 'boss@firm.example', 'boss@firm.example'],
  ])('counts as a %s of an event of %s: not when it is our own invitation', async (method, organizer, of) => {
    expect((await withCalendar(method, event('a', 0, organizer, 'ACCEPTED')))?.organizer).toBe(of);
  });

  it('is what answers us, in its latest version, among several', async () => {
    const read = await withCalendar(
      'REPLY',
      event('theirs', 9, 'boss@firm.example', 'DECLINED'),
      event('ours', 1, OURS, 'DECLINED'),
      event('ours', 2, OURS, 'ACCEPTED'),
    );
    expect(read).toMatchObject({ uid: 'ours', sequence: 2, answer: 'accepted' });
  });
});
