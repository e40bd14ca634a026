import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SESClient } from '@aws-sdk/client-ses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { outgoingMail } from '../../../../test/support/outgoing-mail.ts';
import type { OutgoingMail } from '../../app/ports/sending.ts';
import { SesMailer } from './ses-mailer.ts';

interface Answer {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

const NOT_VERIFIED =
  'Email address is not verified. The following identities failed the check in region US-EAST-1:';
const account = { outcome: 'unavailable', mend: { scope: 'account', todo: expect.stringMatching(/\.$/) } };
const domain = { outcome: 'unavailable', mend: { scope: 'domain', todo: expect.stringMatching(/\.$/) } };
const later = { outcome: 'unavailable' };
const refused = { outcome: 'refused' };

/** A server that speaks the query protocol of SES, and answers what the test tells it. */
describe('SesMailer', () => {
  let server: Server;
  let answer: Answer = { status: 200, code: '', message: '' };
  let mailer: SesMailer;
  let mail: OutgoingMail;
  let asked = '';
  beforeAll(async () => {
    server = createServer(async (request, response) => {
      asked = Buffer.concat(await request.toArray()).toString();
      const { status, code, message } = answer;
      const body =
        status === 200
          ? '<SendRawEmailResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><SendRawEmailResult><MessageId>0100-1</MessageId></SendRawEmailResult></SendRawEmailResponse>'
          : `<ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>1</RequestId></ErrorResponse>`;
      response.writeHead(status, { 'content-type': 'text/xml' }).end(body);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const client = new SESClient({
      endpoint: `http://127.0.0.1:${port}`,
      region: 'us-east-1',
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
      maxAttempts: 1,
    });
    mailer = new SesMailer(client, 'rex');
    mail = await outgoingMail({ provider: 'ses', to: 'bob@person.example' });
  });
  afterAll(() => server.close());

  const send = () => mailer.send(mail);

  it('returns the id of an accepted message', async () => {
    answer = { status: 200, code: '', message: '' };
    expect(await send()).toEqual({ outcome: 'accepted', providerMessageId: '0100-1' });
  });

  it('has nothing counted of mail that is not tracked, by another configuration set', async () => {
    answer = { status: 200, code: '', message: '' };
    const setOf = () => new URLSearchParams(asked).get('ConfigurationSetName');
    await send();
    expect(setOf()).toBe('rex');
    await mailer.send({ ...mail, tracked: false });
    expect(setOf()).toBe('rex-untracked');
  });

  it.each<[string, Answer, object]>([
    ['no permission', { status: 403, code: 'AccessDenied', message: 'User is not authorized' }, account],
    ['a paused account', { status: 400, code: 'AccountSendingPaused', message: 'disabled' }, account],
    [
      'a paused account, in words',
      { status: 400, code: 'MessageRejected', message: 'Sending paused for this account.' },
      account,
    ],
    [
      'a suspended account, in words',
      { status: 400, code: 'MessageRejected', message: 'Sending suspended for this account.' },
      account,
    ],
    ['no configuration set', { status: 400, code: 'ConfigurationSetDoesNotExist', message: 'x' }, account],
    [
      'a paused configuration set',
      { status: 400, code: 'ConfigurationSetSendingPaused', message: 'x' },
      account,
    ],
    ['a bad MAIL FROM', { status: 400, code: 'MailFromDomainNotVerified', message: 'no MX' }, domain],
    [
      'a domain that is not verified',
      { status: 400, code: 'MessageRejected', message: `${NOT_VERIFIED} ann@mail.acme.example` },
      domain,
    ],
    [
      'the sandbox',
      { status: 400, code: 'MessageRejected', message: `${NOT_VERIFIED} bob@person.example` },
      account,
    ],
    ['a wrong key', { status: 403, code: 'InvalidClientTokenId', message: 'x' }, account],
    [
      'a signature that does not match',
      { status: 403, code: 'SignatureDoesNotMatch', message: 'x' },
      account,
    ],
    ['an answer that nobody knows', { status: 400, code: 'NewThing', message: 'x' }, account],
    [
      'the quota of the day',
      { status: 400, code: 'Throttling', message: 'Daily message quota exceeded.' },
      account,
    ],
    ['the rate', { status: 400, code: 'Throttling', message: 'Maximum sending rate exceeded.' }, later],
    ['too many requests', { status: 429, code: 'TooManyRequestsException', message: 'x' }, later],
    ['an outage', { status: 503, code: 'ServiceUnavailable', message: 'x' }, later],
    [
      'one bad address',
      { status: 400, code: 'InvalidParameterValue', message: 'Domain ends with dot' },
      refused,
    ],
    ['one message', { status: 400, code: 'MessageRejected', message: 'Address blacklisted.' }, refused],
    ['an internal failure', { status: 500, code: 'InternalFailure', message: 'x' }, { outcome: 'unknown' }],
  ])('reads %s', async (_, given, expected) => {
    answer = given;
    const reason = expect.stringContaining(given.code.replace(/Exception$/, ''));
    expect(await send()).toEqual({ reason, ...expected });
  });
});
