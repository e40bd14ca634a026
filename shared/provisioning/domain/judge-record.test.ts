import { describe, expect, it } from 'vitest';
import { judgeRecord } from './judge-record.ts';
import { wantedRecords } from './wanted-records.ts';

const DOMAIN = 'mail.acme.example';
const identity = {
  verificationToken: 'v+/=',
  dkimTokens: ['one', 'two', 'three'],
  mailFrom: `bounce.${DOMAIN}`,
};
const wanted = wantedRecords(DOMAIN, identity, 'eu-west-1');
const judge = (id: string, ...found: string[]) => {
  const record = wanted.find((each) => each.id === id);
  if (!record) throw new Error(`There is no record ${id}.`);
  return judgeRecord(record, found);
};
const SES_SPF = 'v=spf1 include:amazonses.com ~all';

it('wants of the DNS what SES documents, by its Region', () => {
  expect(wanted.map(({ id, name, type, value }) => [id, name, type, value])).toEqual([
    ['identity', '_amazonses.mail.acme.example', 'TXT', 'v+/='],
    ['dkim-1', 'one._domainkey.mail.acme.example', 'CNAME', 'one.dkim.amazonses.com'],
    ['dkim-2', 'two._domainkey.mail.acme.example', 'CNAME', 'two.dkim.amazonses.com'],
    ['dkim-3', 'three._domainkey.mail.acme.example', 'CNAME', 'three.dkim.amazonses.com'],
    ['mail-from-mx', 'bounce.mail.acme.example', 'MX', '10 feedback-smtp.eu-west-1.amazonses.com'],
    ['mail-from-spf', 'bounce.mail.acme.example', 'TXT', SES_SPF],
    ['spf', DOMAIN, 'TXT', SES_SPF],
    ['dmarc', '_dmarc.mail.acme.example', 'TXT', 'v=DMARC1; p=none'],
    ['inbound-mx', DOMAIN, 'MX', '10 inbound-smtp.eu-west-1.amazonaws.com'],
    ['reply-mx', 'reply.mail.acme.example', 'MX', '10 inbound-smtp.eu-west-1.amazonaws.com'],
  ]);
  expect(wantedRecords(DOMAIN, {}, 'eu-west-1').map(({ id }) => id)).toEqual([
    'spf',
    'dmarc',
    'inbound-mx',
    'reply-mx',
  ]);
});

describe('what the DNS has under a name', () => {
  it.each([
    ['identity', [], 'missing'],
    ['identity', ['other', 'v+/='], 'present'],
    ['identity', ['other'], 'missing'],
    ['dkim-1', [], 'missing'],
    ['dkim-1', ['ONE.dkim.amazonses.com.'], 'present'],
    ['dkim-1', ['one.dkim.other.example'], 'conflict'],
    ['mail-from-mx', [], 'missing'],
    ['mail-from-mx', ['10 feedback-smtp.eu-west-1.amazonses.com'], 'present'],
    ['mail-from-mx', ['10 feedback-smtp.us-east-1.amazonses.com'], 'conflict'],
    ['mail-from-mx', ['10 feedback-smtp.eu-west-1.amazonses.com', '20 mx.acme.example'], 'conflict'],
    ['mail-from-spf', [], 'missing'],
    ['mail-from-spf', ['some text'], 'missing'],
    ['mail-from-spf', [SES_SPF], 'present'],
    ['mail-from-spf', ['v=spf1 a include:amazonses.com -all', 'some text'], 'present'],
    ['mail-from-spf', ['v=spf1 -include:amazonses.com ~all'], 'conflict'],
    ['mail-from-spf', ['v=spf1 include:amazonses.com.evil.example ~all'], 'conflict'],
    ['mail-from-spf', [SES_SPF, 'v=spf1 -all'], 'conflict'],
    ['spf', ['v=spf1 include:_spf.google.com ~all'], 'kept'],
    ['spf', ['v=spf10 -all'], 'missing'],
    ['spf', [SES_SPF, 'V=SPF1 -all'], 'conflict'],
    ['dmarc', ['v=DMARC1; p=reject; rua=mailto:d@acme.example'], 'present'],
    ['dmarc', ['v=DMARC1'], 'conflict'],
    ['dmarc', ['v=DMARC1; p=nothing'], 'conflict'],
    ['dmarc', ['v=DMARC1; p=none', 'v=DMARC1; p=reject'], 'conflict'],
    ['dmarc', ['v=DMARC12; p=none'], 'missing'],
    ['inbound-mx', ['1 smtp.google.com'], 'kept'],
    ['inbound-mx', ['5 inbound-smtp.eu-west-1.amazonaws.com'], 'present'],
    ['reply-mx', ['1 smtp.google.com'], 'conflict'],
    ['reply-mx', [], 'missing'],
  ])('of %s: %j is %s', (id, found, state) => {
    expect(judge(id, ...found).state).toBe(state);
  });

  it('tags that RFC 9989 has removed are noted and do no harm', () => {
    expect(judge('dmarc', 'v=DMARC1; p=none; pct=50; ri=3600')).toEqual({
      state: 'present',
      note: 'RFC 9989 has no pct, ri any more: receivers ignore it.',
    });
  });
});
