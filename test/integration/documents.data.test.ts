import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mapConcurrent } from '../../shared/kernel/concurrency.ts';
import { needsToken } from '../../shared/kernel/contract/route.ts';
import { sendgridAccountsSchema } from '../../shared/sending/adapters/sendgrid/account.ts';
import { SendgridMailer } from '../../shared/sending/adapters/sendgrid/sendgrid-mailer.ts';
import { SendgridStats } from '../../shared/sending/adapters/sendgrid/sendgrid-stats.ts';
import type { OutgoingText } from '../../shared/sending/app/ports/sending.ts';
import { twilioAccountSchema } from '../../shared/texts/adapters/twilio/account.ts';
import { TwilioTexter } from '../../shared/texts/adapters/twilio/twilio-texter.ts';
import { outgoingMail } from '../support/outgoing-mail.ts';
import { type Exception, prismOf, recordingFetch, unexplained } from '../support/prism.ts';
import { bodyOf, pathOf, ROUTES } from '../support/route-samples.ts';
import { shareTestRex, type TestRex } from '../support/test-rex.ts';
import { leadsCsv, openWorkspace, type TestWorkspace } from '../support/test-workspace.ts';

const DOCUMENTS = fileURLToPath(new URL('../../../shared/data/openapi', import.meta.url));
const vendors = describe.skipIf(!existsSync(DOCUMENTS));

let rex: TestRex;
let ws: TestWorkspace;
beforeAll(async () => {
  rex = await shareTestRex();
  ws = await openWorkspace(rex, 'judged');
});
afterAll(() => rex?.stop());

/** What a secret of the local Rex says: the account at its stand-in. */
async function secretOf(name: string): Promise<unknown> {
  const client = new SecretsManagerClient({
    endpoint: rex.awsEndpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const { SecretString = '{}' } = await client.send(new GetSecretValueCommand({ SecretId: name }));
  client.destroy();
  return JSON.parse(SecretString);
}

vendors("SendGrid's document", () => {
  const EXCEPTIONS: readonly Exception[] = [
    {
      complaint: /mail\/send 200: answer .*status code/,
      because: 'SendGrid answers 200 in sandbox mode, where nothing is accepted; the document has 202 alone.',
    },
    {
      complaint: /400: request body\.personalizations\.0\.subject/,
      because: 'This is the fault for which the mail is to be refused.',
    },
    {
      complaint: /errors\.\d+\.(?:help|field) must be (?:object|string)/,
      because: 'SendGrid answers null where it has nothing to say, as its own examples in prose show.',
    },
  ];

  it('takes the calls of our mailer and the answers of our stand-in', async () => {
    const judge = await prismOf(`${DOCUMENTS}/tsg_mail_v3.json`, '/_local/sendgrid');
    const { fetch, exchanges } = recordingFetch();
    const accounts = sendgridAccountsSchema.parse(await secretOf('rex/sendgrid'));
    const clock = { now: () => new Date() };
    const mailer = new SendgridMailer({ accounts, fetch, clock });
    const mail = (to: string) => outgoingMail({ to });
    expect(await mailer.send(await mail('one@judged.example'))).toMatchObject({ outcome: 'accepted' });
    const mails = await Promise.all(['a@judged.example', 'b@judged.example'].map(mail));
    const both = await Promise.all(mails.map((each) => mailer.send(each)));
    expect(both).toMatchObject([{ outcome: 'accepted' }, { outcome: 'accepted' }]);
    await mailer.rehearse(await mail('nobody@judged.example'));
    const answered = { to: 'one@judged.example', workspace: 'judged', answer: 'an_1' };
    const calendar = { method: 'REQUEST', content: 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n' } as const;
    for (const each of [
      answered,
      { ...answered, calendar },
      { ...answered, calendar: { ...calendar, method: 'CANCEL' } } as const,
    ])
      expect(await mailer.send(await outgoingMail(each))).toMatchObject({ outcome: 'accepted' });
    const untitled = await mail('two@judged.example');
    const refused = await mailer.send({ ...untitled, parts: { ...untitled.parts, subject: '' } });
    expect(refused).toMatchObject({ outcome: 'refused' });
    const [everybody] = Object.values(accounts);
    const stranger = new SendgridMailer({
      accounts: {
        '*': { ...everybody, apiKey: 'SG.wrong', webhookPublicKey: '', baseUrl: everybody?.baseUrl ?? '' },
      },
      fetch,
      clock,
    });
    expect(await stranger.send(await mail('one@judged.example'))).toMatchObject({ outcome: 'unavailable' });
    expect(exchanges.map(({ status }) => status)).toEqual([202, 202, 200, 202, 202, 202, 400, 401]);
    const complaints = (await Promise.all(exchanges.map(judge))).flat();
    expect(unexplained(complaints, EXCEPTIONS)).toEqual({ complaints: [], idle: [] });
    // It would say so.
    const [sent, , , , , invitation, turnedDown] = exchanges;
    if (!sent || !invitation || !turnedDown) throw new Error('Nothing was recorded.');
    const body = JSON.stringify({ ...JSON.parse(sent.body), from: {} });
    expect(await judge({ ...sent, body })).toEqual([expect.stringMatching(/request body.from .*email/)]);
    const nameless = JSON.parse(invitation.body);
    delete nameless.attachments[0].filename;
    expect(await judge({ ...invitation, body: JSON.stringify(nameless) })).toEqual([
      expect.stringMatching(/request body.attachments.*filename/),
    ]);
    expect(await judge({ ...sent, headers: { 'content-type': 'application/json' } })).toHaveLength(1);
    const answer = JSON.stringify({ errors: 'none' });
    const wrong = await judge({ ...turnedDown, answer });
    expect(wrong).toContainEqual(expect.stringMatching(/answer body.errors/));
  });
});

vendors("SendGrid's document of statistics", () => {
  const EXCEPTIONS: readonly Exception[] = [
    { complaint: /stats 401: answer .*status code/, because: 'The document has no answer but 200.' },
  ];

  it('takes our call and the answers of our stand-in', async () => {
    const judge = await prismOf(`${DOCUMENTS}/tsg_stats_v3.json`, '/_local/sendgrid');
    const { fetch, exchanges } = recordingFetch();
    const [account] = Object.values(sendgridAccountsSchema.parse(await secretOf('rex/sendgrid')));
    if (!account) throw new Error('There is no account.');
    const clock = { now: () => new Date() };
    const days = await new SendgridStats({ account, fetch, clock }).days('2026-03-01', '2026-03-05');
    expect([...days.keys()]).toEqual(['2026-03-01', '2026-03-02', '2026-03-03', '2026-03-04', '2026-03-05']);
    const stranger = new SendgridStats({ account: { ...account, apiKey: 'SG.wrong' }, fetch, clock });
    await expect(stranger.days('2026-03-01', '2026-03-01')).rejects.toMatchObject({
      code: 'PROVIDER_UNAVAILABLE',
    });
    expect(exchanges.map(({ status }) => status)).toEqual([200, 401]);
    const complaints = (await Promise.all(exchanges.map(judge))).flat();
    expect(unexplained(complaints, EXCEPTIONS)).toEqual({ complaints: [], idle: [] });
    // It would say so.
    const [asked] = exchanges;
    if (!asked) throw new Error('Nothing was recorded.');
    const dateless = { ...asked, url: asked.url.replace('start_date', 'from') };
    expect(await judge(dateless)).toEqual([expect.stringMatching(/request query .*start_date/)]);
    const answer = JSON.stringify([{ date: '2026-03-01', stats: [{ metrics: { delivered: 'many' } }] }]);
    expect(await judge({ ...asked, answer })).toContainEqual(expect.stringMatching(/answer body.*delivered/));
  });
});

vendors("Twilio's document", () => {
  const EXCEPTIONS: readonly Exception[] = [
    {
      complaint: /Messages\.json 40[01]: answer .*status code/,
      because: 'The document has no answer but 201.',
    },
  ];

  it('takes the calls of our texter and the answers of our stand-in', async () => {
    const judge = await prismOf(`${DOCUMENTS}/twilio_api_v2010.json`, '/_local/twilio');
    const { fetch, exchanges } = recordingFetch();
    const account = twilioAccountSchema.parse(await secretOf('rex/twilio'));
    const texterOf = (change: object = {}) =>
      new TwilioTexter({ account: { ...account, ...change }, publicBaseUrl: 'https://rex.example', fetch });
    const text: OutgoingText = {
      channel: 'sms',
      to: '+12015550123',
      from: '+15005550006',
      text: 'Acme: hello. Reply STOP to end.',
      ref: {
        workspace: 'judged',
        missionId: `m_${'1'.repeat(26)}`,
        cohort: 'none-0001',
        leadId: `l_${'1'.repeat(20)}`,
        step: 1,
      },
    };
    const template = { contentSid: `HX${'0'.repeat(32)}`, variables: { '1': 'Ann' } };
    const taken = { outcome: 'accepted' };
    expect(await texterOf().send(text)).toMatchObject(taken);
    expect(await texterOf().send({ ...text, channel: 'whatsapp' })).toMatchObject(taken);
    expect(await texterOf().send({ ...text, channel: 'whatsapp', template })).toMatchObject(taken);
    expect(await texterOf().send({ ...text, to: '+15005550001' })).not.toMatchObject(taken);
    expect(await texterOf({ authToken: 'wrong' }).send(text)).not.toMatchObject(taken);
    expect(exchanges.map(({ status }) => status)).toEqual([201, 201, 201, 400, 401]);
    const complaints = (await Promise.all(exchanges.map(judge))).flat();
    expect(unexplained(complaints, EXCEPTIONS)).toEqual({ complaints: [], idle: [] });
    const [sent] = exchanges;
    if (!sent) throw new Error('Nothing was recorded.');
    expect(await judge({ ...sent, body: 'Body=Hello' })).toEqual([expect.stringMatching(/request .*'To'/)]);
    const answer = JSON.stringify({ sid: 'no sid' });
    expect(await judge({ ...sent, answer })).toContainEqual(expect.stringMatching(/answer body.sid/));
  });
});

describe("Rex's own document", () => {
  it('takes every route, with what is there and with what is not', async () => {
    const { json: document } = await rex.fetch('GET', '/openapi.json');
    const judge = await prismOf(document);
    await ws.importCsv(leadsCsv(['ann@judged.example']));
    const missionId = await ws.createMission({ dryRun: true });
    const approval = await ws.approvalOf(missionId);
    const leadId = await ws.leadId('ann@judged.example');
    const { fetch, exchanges } = recordingFetch();
    const token = await rex.token('judged');
    const call = async (method: string, path: string, body?: object, signed = true, more: object = {}) =>
      fetch(rex.url + path, {
        method,
        headers: {
          ...more,
          ...(signed ? { authorization: `Bearer ${token}` } : {}),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    for (const path of [
      `/api/rex/missions/${missionId}`,
      `/api/rex/missions/${missionId}/automation`,
      `/api/leads/${leadId}/explain`,
      `/api/leads?email=ann%40judged.example`,
      `/api/approvals/${approval.id}?sample=5`,
      '/api/rex/domains/mail.judged.example',
    ]) {
      expect([path, (await call('GET', path)).status]).toEqual([path, 200]);
    }
    // Reads first: what is changed later is then there to be read.
    const [reads, changes] = [true, false].map((isRead) =>
      ROUTES.filter((route) => needsToken(route) && (route.method === 'GET') === isRead),
    );
    for (const routes of [reads, changes]) {
      await mapConcurrent(routes ?? [], 6, (route) =>
        call(
          route.method,
          pathOf(route),
          route.body === undefined ? undefined : bodyOf(route),
          true,
          route.errors.includes('PRECONDITION_REQUIRED') ? { 'if-match': '"1"' } : {},
        ),
      );
    }
    const successes = exchanges.filter(({ status }) => status < 300).length;
    expect(exchanges.filter(({ status }) => status >= 500)).toEqual([]);
    expect(successes).toBeGreaterThan(40);
    const complaints = (await Promise.all(exchanges.map(judge))).flat();
    expect(complaints).toEqual([]);
    const unsigned = recordingFetch();
    await unsigned.fetch(`${rex.url}/api/rex/missions`);
    expect((await Promise.all(unsigned.exchanges.map(judge))).flat()).toEqual([
      expect.stringMatching(/request .*[Ss]ecurity/),
    ]);
  });
});
