import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { NOBODY_LISTENS } from '../../../../test/support/nobody-listens.ts';
import {
  refusing,
  startTwilioServer,
  type TwilioServer,
  taking,
} from '../../../../test/support/twilio-server.ts';
import { twilioAccountSchema } from './account.ts';
import { TwilioTexter } from './twilio-texter.ts';

const ref = {
  workspace: 'acme',
  missionId: `m_${'0'.repeat(26)}`,
  cohort: 'utc-0001',
  leadId: `l_${'0'.repeat(20)}`,
  step: 2,
};
const sms = { channel: 'sms' as const, to: '+15005550010', from: '+15005550006', text: 'Hi Zoë & co.', ref };

describe('TwilioTexter', () => {
  let server: TwilioServer;
  beforeAll(async () => {
    server = await startTwilioServer();
  });
  beforeEach(() => {
    server.asked.length = 0;
    server.answer = taking;
  });
  afterAll(() => server.stop());

  const texter = (account: object = {}, timeoutMs = 1000) =>
    new TwilioTexter({
      account: twilioAccountSchema.parse({
        accountSid: 'AC1',
        authToken: 'secret',
        baseUrl: server.url,
        ...account,
      }),
      publicBaseUrl: 'https://rex.example',
      fetch,
      timeoutMs,
    });

  it('submits a text once, in the documented form of Twilio', async () => {
    expect(await texter().send(sms)).toEqual({
      outcome: 'accepted',
      providerMessageId: `SM${'0'.repeat(32)}`,
    });
    expect(server.asked).toHaveLength(1);
    const [asked] = server.asked;
    expect(asked?.path).toBe('POST /2010-04-01/Accounts/AC1/Messages.json');
    expect(asked?.authorization).toBe(`Basic ${Buffer.from('AC1:secret').toString('base64')}`);
    expect(Object.fromEntries(asked?.form ?? [])).toEqual({
      To: sms.to,
      From: sms.from,
      Body: sms.text,
      StatusCallback: `https://rex.example/webhook/twilio/status?workspace=acme&mission=${ref.missionId}&cohort=utc-0001&lead=${ref.leadId}&step=2`,
    });
  });

  it('sends WhatsApp as an approved template, and signs in with an API key where there is one', async () => {
    const template = { contentSid: 'HX1', variables: { 1: 'Grace' } };
    await texter({ apiKeySid: 'SK1', apiKeySecret: 'k' }).send({ ...sms, channel: 'whatsapp', template });
    expect(server.asked[0]?.authorization).toBe(`Basic ${Buffer.from('SK1:k').toString('base64')}`);
    expect(server.asked[0]?.path).toContain('/Accounts/AC1/');
    expect(Object.fromEntries(server.asked[0]?.form ?? [])).toMatchObject({
      To: 'whatsapp:+15005550010',
      From: 'whatsapp:+15005550006',
      ContentSid: 'HX1',
      ContentVariables: '{"1":"Grace"}',
    });
    expect(server.asked[0]?.form.has('Body')).toBe(false);
  });

  it.each([
    ['a number that opted out', 400, 21610, { outcome: 'refused', recipient: 'asked' }],
    ['a number that is none', 400, 21211, { outcome: 'refused', recipient: 'unreachable' }],
    ['a landline', 400, 21614, { outcome: 'refused', recipient: 'unreachable' }],
    ['a country that is not enabled', 400, 21408, { outcome: 'refused', reason: 'TWILIO_21408' }],
    ['a code that is not known', 400, 29999, { outcome: 'refused', reason: 'TWILIO_29999' }],
    ['too many requests', 429, 20429, { outcome: 'unavailable', reason: 'TWILIO_20429' }],
    [
      'a wrong token',
      401,
      20003,
      {
        outcome: 'unavailable',
        reason: 'TWILIO_20003',
        mend: { scope: 'account', todo: expect.any(String) },
      },
    ],
    ['a queue that is full', 400, 21611, { outcome: 'unavailable' }],
    ['a failure of Twilio', 500, 20500, { outcome: 'unknown' }],
    ['a gateway that gave up', 503, 20503, { outcome: 'unknown' }],
  ])('%s: %i %i', async (_, status, code, outcome) => {
    server.answer = refusing(status, code);
    expect(await texter().send(sms)).toMatchObject(outcome);
    expect(server.asked).toHaveLength(1);
  });

  it('reports an unknown result without a valid answer', async () => {
    server.answer = () => undefined;
    expect(await texter({}, 100).send(sms)).toMatchObject({ outcome: 'unknown' });
    server.answer = (response) => void response.destroy();
    expect(await texter().send(sms)).toMatchObject({ outcome: 'unknown' });
    server.answer = (response) => void response.writeHead(201).end('<html>');
    expect(await texter().send(sms)).toMatchObject({ outcome: 'unknown' });
    server.answer = (response) => void response.writeHead(502).end('<html>');
    expect(await texter().send(sms)).toEqual({ outcome: 'unknown', reason: 'TWILIO_502' });
    expect(server.asked).toHaveLength(4);
  });

  it('reports that nothing was sent when the connection is refused', async () => {
    const nowhere = texter({ baseUrl: NOBODY_LISTENS });
    expect(await nowhere.send(sms)).toMatchObject({ outcome: 'unavailable', reason: 'ECONNREFUSED' });
  });
});
