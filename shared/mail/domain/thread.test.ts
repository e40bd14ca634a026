import { describe, expect, it } from 'vitest';
import { textsOf, threadOf, threadReference, tokensIn } from './thread.ts';

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

const TOKEN = 'demo-z3qm0e13brqm1jsnwkf1-pgv4s9-1-nh1zrtwdp9';
const bytes = (...lines: string[]) => new TextEncoder().encode(lines.join('\r\n'));

describe('a thread whose address was lost', () => {
  it('is found in References when a program answers to From and copies our message id', () => {
    const reference = threadReference(TOKEN, 'reply.mail.brand.example');
    const inReplyTo = ['0100@email.amazonses.com', reference.slice(1, -1)];
    expect(threadOf({ recipients: ['elena@mail.brand.example'], inReplyTo })).toEqual({
      by: 'reply_token',
      token: TOKEN,
    });
  });

  it('is found in the quoted unsubscribe link, however it is encoded', async () => {
    const link = `https://r.example/u/${TOKEN}`;
    const head = ['From: a@b.example', 'Subject: Re: x', 'MIME-Version: 1.0'];
    const mails = [
      bytes(...head, '', 'Yes.', `> Unsubscribe: ${link}`),
      bytes(
        ...head,
        'Content-Transfer-Encoding: quoted-printable',
        '',
        'Yes.',
        `> ${link.slice(0, 40)}=`,
        link.slice(40),
      ),
      bytes(
        ...head,
        'Content-Transfer-Encoding: base64',
        '',
        Buffer.from(`Oui.\n> ${link}\n`).toString('base64'),
      ),
      bytes(
        ...head,
        'Content-Type: text/html',
        '',
        `<p>Yes</p><blockquote><a href="${link}">here</a></blockquote>`,
      ),
    ];
    for (const mail of mails) expect(tokensIn((await textsOf(mail)).written)).toEqual([TOKEN]);
  });

  it('is found in the message that a report returns', async () => {
    const report = bytes(
      'From: MAILER-DAEMON@b.example',
      'Subject: failed',
      'MIME-Version: 1.0',
      'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
      '',
      '--b',
      '',
      'No.',
      '--b',
      'Content-Type: message/rfc822',
      '',
      'From: elena@mail.brand.example',
      `References: <${TOKEN}@reply.mail.brand.example>`,
      'Content-Transfer-Encoding: quoted-printable',
      '',
      `https://r.example/u/${TOKEN.slice(0, 30)}=`,
      TOKEN.slice(30),
      '--b--',
    );
    const { written, reported } = await textsOf(report);
    expect(tokensIn(written)).toEqual([]);
    expect(tokensIn(reported)).toEqual([TOKEN]);
  });

  it('is not found inside a longer word, and no text makes the search throw', async () => {
    expect(tokensIn(`x${TOKEN}9 ${TOKEN}-`)).toEqual([]);
    expect(tokensIn(`(${TOKEN.toUpperCase()})`)).toEqual([TOKEN]);
    expect(await textsOf(new Uint8Array([0, 255, 10, 10, 0]))).toMatchObject({ reported: '' });
  });
});
